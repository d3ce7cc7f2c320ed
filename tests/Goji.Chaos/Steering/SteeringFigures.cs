namespace Goji.Chaos.Steering;

/// <summary>The result of a race of runners for jobs that people steer and cancel.</summary>
/// <param name="Files">The job files.</param>
/// <param name="Created">The Jobs that were created.</param>
/// <param name="Requests">The cancels that people requested.</param>
/// <param name="Cancelled">The runs that ended as cancelled.</param>
/// <param name="Requeues">The jobs that people queued again.</param>
/// <param name="Kills">The runners that were killed.</param>
/// <param name="Broken">The promises that were not kept.</param>
internal sealed record SteeringFigures(int Files, int Created, int Requests, int Cancelled, int Requeues, int Kills, IReadOnlyList<string> Broken)
{
    public override string ToString() =>
        $"{Files} files, {Created} Jobs created, {Requests} cancels requested, {Cancelled} runs cancelled, {Requeues} requeues, {Kills} kills, "
        + $"{Broken.Count} broken promises" + string.Concat(Broken.Select(story => "\n" + story));
}

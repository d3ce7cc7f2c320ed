using System.Security.Cryptography;
using System.Text;
using Goji.Ports.Pods;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>What the cluster shows about the Jobs of an attempt.</summary>
/// <param name="Jobs">The Jobs that have been created, with their pods and events.</param>
/// <param name="Problem">Why the cluster shows nothing; empty where it answers.</param>
internal sealed record JobInspection(IReadOnlyList<InspectedJob> Jobs, string Problem)
{
    public static JobInspection Nothing { get; } = new([], "");

    /// <summary>The containers whose logs can be read, in the order of the pods.</summary>
    public IEnumerable<PodContainer> Readable =>
        Jobs.SelectMany(job => job.Pods).SelectMany(pod => pod.Containers).Select(each => each.Run).Where(run => run.HasLog);

    /// <summary>The container whose log is of most interest: the newest main one that has written.</summary>
    public PodContainer? Main => Readable.OrderBy(run => run.IsInit).ThenByDescending(run => run.CreatedAt).FirstOrDefault();

    /// <summary>The same for the same content.</summary>
    public string Version { get; } = VersionOf(Jobs, Problem);

    private static string VersionOf(IReadOnlyList<InspectedJob> jobs, string problem)
    {
        if (jobs.Count == 0 && problem.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder(problem);
        foreach (var pod in jobs.SelectMany(job => job.Pods))
        {
            text.Append('\0').Append(pod.Name).Append('\0').Append(pod.Phase).Append('\0').Append(pod.Node).Append('\0').Append(pod.Reason)
                .AppendJoin(
                    '\0',
                    pod.Containers.Select(
                        each => $"{each.Run.Name}\0{each.State}\0{each.Reason}\0{each.Message}\0{each.ExitCode}\0{each.Run.Restarts}"));
        }

        text.AppendJoin(
            '\0', jobs.SelectMany(job => job.Events).Select(each => $"{each.Object}\0{each.Reason}\0{each.Message}\0{each.Count}"));
        return "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..8];
    }
}

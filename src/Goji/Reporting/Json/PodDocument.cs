namespace Goji.Reporting.Json;

internal sealed record PodDocument(
    string Pod,
    string Container,
    int? ExitCode,
    int? Signal,
    string Reason,
    string Message,
    string? At,
    string Sentence,
    IReadOnlyList<string> Log,
    string? LogFile)
{
    public static PodDocument From(PodReport pod) => new(
        pod.Pod, pod.Container, pod.ExitCode, pod.Signal, pod.Reason, pod.Message, Times.Text(pod.At), pod.Sentence, pod.Log, pod.LogFile);
}

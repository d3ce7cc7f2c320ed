using Goji.Ports.Pods;
using Goji.Reporting;
using Goji.Reporting.Html;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>The pods of a job's newest attempt and the events about them.</summary>
internal sealed class PodSection(HtmlText html, string start, string file, bool showsLogs, DateTimeOffset now)
{
    private const int MaxEvents = 50;
    private const int MaxPods = 50;

    public void Write(JobInspection inspection)
    {
        if (inspection.Problem.Length > 0)
        {
            html.Markup("<p class=\"problem\">").Value(inspection.Problem).Markup("</p>\n");
        }

        foreach (var job in inspection.Jobs)
        {
            var name = inspection.Jobs.Count > 1 ? $" of Job {job.Job.Namespace}/{job.Job.Name}" : "";
            WritePods(job, name);
            WriteEvents(job, name);
        }
    }

    private void WritePods(InspectedJob job, string name)
    {
        html.Markup("<h3>Pods").Value(name).Markup("</h3>\n");
        if (job.Pods.Count == 0)
        {
            html
                .Markup("<p class=\"none\">")
                .Value(job.Job.State == JobState.Processing ? "There is no pod yet." : "The pods are gone.")
                .Markup("</p>\n");
            return;
        }

        html.Markup(
            "<table class=\"rows pods\"><thead><tr><th scope=\"col\">Pod and container</th><th scope=\"col\">State</th><th "
                + "scope=\"col\">Age</th><th scope=\"col\">Log</th></tr></thead><tbody>\n");
        foreach (var pod in job.Pods.Reverse().Take(MaxPods))
        {
            foreach (var container in pod.Containers)
            {
                WriteContainer(pod, container);
            }
        }

        html.Markup("</tbody></table>\n");
        if (job.Pods.Count > MaxPods)
        {
            html.Markup("<p class=\"none\">").Number(job.Pods.Count - MaxPods).Markup(" older pods are not shown.</p>\n");
        }
    }

    private void WriteContainer(PodDetail pod, ContainerDetail container)
    {
        html.Markup("<tr><td><code>").Value($"{pod.Name}/{container.Run.Name}").Markup("</code>");
        if (pod.Node.Length > 0)
        {
            html.Markup("<div class=\"reason\">").Value($"{pod.Phase} on {pod.Node}").Markup("</div>");
        }

        html.Markup("</td><td class=\"state\">").Value(StateOf(pod, container)).Markup("</td><td class=\"took\">");
        html.Value(pod.CreatedAt is { } created ? JobTimes.Text(now > created ? now - created : TimeSpan.Zero) : "").Markup("</td><td>");
        if (showsLogs && container.Run.HasLog)
        {
            html
                .Markup("<a class=\"log\" data-pod=\"")
                .Value(pod.Name)
                .Markup("\" data-container=\"")
                .Value(container.Run.Name)
                .Markup("\" data-run=\"")
                .Markup($"{container.Run.Restarts}");
            html
                .Markup($"\" data-init=\"{(container.Run.IsInit ? 1 : 0)}\" href=\"")
                .Value(LogAddress(start, file, container.Run, isPrevious: false))
                .Markup("\">log</a>");
            if (container.Run is { HasPrevious: true, Restarts: > 0 })
            {
                html.Markup(" <a href=\"").Value(LogAddress(start, file, container.Run, isPrevious: true)).Markup("\">previous</a>");
            }
        }

        html.Markup("</td></tr>\n");
    }

    private void WriteEvents(InspectedJob job, string name)
    {
        if (job.Events.Count == 0)
        {
            return;
        }

        html
            .Markup("<h3>Events")
            .Value(name)
            .Markup(
                "</h3>\n<table class=\"rows events\"><thead><tr><th scope=\"col\">Event</th><th scope=\"col\">Object</th><th "
                    + "scope=\"col\">Last seen</th></tr></thead><tbody>\n");
        foreach (var each in job.Events.Take(MaxEvents))
        {
            html
                .Markup(each.Type == "Warning" ? "<tr class=\"warning\"><td><b>" : "<tr><td><b>")
                .Value(each.Reason)
                .Markup("</b>")
                .Value(each.Count > 1 ? $" ({each.Count} times)" : "");
            html
                .Markup("<div class=\"reason\">")
                .Value(each.Message)
                .Markup("</div></td><td><code>")
                .Value(each.Object)
                .Markup("</code></td><td class=\"when\">");
            _ = each.At is { } at ? html.Time(at) : html;
            html.Markup("</td></tr>\n");
        }

        html.Markup("</tbody></table>\n");
    }

    private static string StateOf(PodDetail pod, ContainerDetail container)
    {
        var state = container switch
        {
            { State: "terminated", ExitCode: { } code } =>
                $"{(container.Reason.Length > 0 ? container.Reason : "ended")} (exit code {code})",
            { State: "waiting", Reason: { Length: > 0 } reason } => reason,
            { State: "waiting" } when pod.Reason.Length > 0 => pod.Reason,
            _ => container.State,
        };
        var restarts = container.Run.Restarts is > 0 and var count ? $", started again {(count == 1 ? "once" : $"{count} times")}" : "";
        return $"{state}{restarts}{(container.Message.Length > 0 ? $": {container.Message}" : "")}";
    }

    /// <summary>The address of a container's log as text.</summary>
    public static string LogAddress(string start, string file, PodContainer container, bool isPrevious)
    {
        var query = QueryString.Create("pod", container.Pod).Add("container", container.Name);
        return start
            + new PathString($"/logs/{file}").ToUriComponent() + (isPrevious ? query.Add("previous", "1") : query).ToUriComponent();
    }
}

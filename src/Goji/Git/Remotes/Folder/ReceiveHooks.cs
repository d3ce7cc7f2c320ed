using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Goji.Git.Clone;
using Goji.Git.Locks;
using Goji.Git.Objects;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>Runs the hooks of a repository on this machine around a push, as git's receiving side does.</summary>
internal sealed class ReceiveHooks(string gitFolder, string hooksFolder, string cloneLock, TimeSpan patience, IGojiLog log)
{
    public static ReceiveHooks Of(Repository repository, LocalClone clone, TimeSpan patience, IGojiLog log)
    {
        var gitFolder = RepositoryFolder.CommonOf(repository);
        var configured = repository.Config.Get<string>("core.hooksPath")?.Value;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var hooks = configured is null ? "hooks" : configured.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(
            home, configured[2..]) : configured;
        return new ReceiveHooks(
            gitFolder, Path.GetFullPath(hooks, gitFolder), FolderLock.PathIn(clone.Repository.Info.Path), patience, log);
    }

    /// <summary>Runs <c>pre-receive</c> and <c>update</c>, which may refuse the push.</summary>
    public async Task RunPreReceiveAsync(string reference, ObjectId? from, ObjectId to, CancellationToken cancellationToken)
    {
        var old = from?.Sha ?? ObjectId.Zero.Sha;
        await RunAsync("pre-receive", [], $"{old} {to} {reference}\n", cancellationToken);
        await RunAsync("update", [reference, old, to.Sha], "", cancellationToken);
    }

    /// <summary>Runs <c>post-receive</c> and <c>post-update</c>; the push has landed, whatever they return.</summary>
    public async Task RunPostReceiveAsync(string reference, ObjectId? from, ObjectId to, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync("post-receive", [], $"{from?.Sha ?? ObjectId.Zero.Sha} {to} {reference}\n", cancellationToken);
            await RunAsync("post-update", [reference], "", cancellationToken);
        }
        catch (PushRefusedException failure)
        {
            log.Write(GojiLogLevel.Verbose, "After the push: {0}", failure.Message);
        }
    }

    private async Task RunAsync(string name, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var path = Path.Combine(hooksFolder, name);
        if (!IsRunnable(path))
        {
            return;
        }

        ChildResult result;
        try
        {
            result = await ChildProgram.RunAsync(StartInfo(path, arguments), Encoding.UTF8.GetBytes(input), patience, cancellationToken);
        }
        catch (Win32Exception failure)
        {
            var remedy = NeedsShell(path) ? "install Git for Windows, whose sh runs it" : "make it runnable";
            throw new PushRefusedException(
                $"The hook '{path}' could not be started: {failure.Message.TrimEnd('.')}. A push must not pass it by: {remedy}, or "
                    + "remove it.",
                failure);
        }

        var words = $"{result.Output}{result.Error}".Trim();
        if (result.ExitCode is null)
        {
            throw new PushRefusedException(
                $"The hook '{path}' was not done after {patience.TotalSeconds:0} seconds and was ended; the push counts as declined.");
        }

        if (result.ExitCode != 0)
        {
            throw new PushRefusedException(
                $"The hook '{path}' declined the push{(words.Length == 0 ? "" : $": {words}")} (exit code {result.ExitCode}). Do what "
                    + $"it asks for, or have it changed.");
        }
    }

    private ProcessStartInfo StartInfo(string path, string[] arguments)
    {
        var needsShell = NeedsShell(path);
        var start = new ProcessStartInfo(needsShell ? "sh" : path, needsShell ? [path.Replace('\\', '/'), .. arguments] : arguments)
        {
            WorkingDirectory = gitFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ChildEnvironment.RemoveSecrets(start.Environment);
        start.Environment["GIT_DIR"] = ".";
        start.Environment[FolderLock.HolderVariable] = cloneLock;
        return start;
    }

    // Windows runs no scripts by their first line; git brings a shell along that does.
    private static bool NeedsShell(string path) =>
        OperatingSystem.IsWindows() && !path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);

    private static bool IsRunnable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }
}

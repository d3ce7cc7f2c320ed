using System.CommandLine;

namespace Goji.Tool.Settings;

/// <summary>Which repository, as whom.</summary>
internal sealed class RepositorySettings
{
    private const string UsernameVariable = "GIT_USERNAME";
    private const string PasswordVariable = "GIT_PASSWORD";

    private readonly Setting<string?> directory = new("--directory", "GOJI_DIRECTORY", "folder", "The folder of the clone of the jobs repository. Default: ./jobs.", SettingText.Text);
    private readonly Setting<string?> repository = new("--repository", "GIT_REPOSITORY", "address", "The address to clone the jobs repository from.", SettingText.Text);
    private readonly Setting<string?> branch = new("--branch", "GOJI_BRANCH", "name", "The branch that jobs are queued on. Default: the one that the remote's HEAD names.", SettingText.Text);
    private readonly Setting<string?> username = new("--username", UsernameVariable, "name", "The user name for https remotes.", SettingText.Text);
    private readonly Setting<bool> passwordFromInput = new(
        "--password-stdin", null, null, $"Read the password or access token for https remotes from the first line of standard input instead of from {PasswordVariable}.", SettingText.Switch, ArgumentArity.Zero);
    private readonly Setting<string?> committerName = new("--committer-name", "GOJI_COMMITTER_NAME", "name", "The name that commits are made under. Default: goji.", SettingText.Text);
    private readonly Setting<string?> committerEmail = new("--committer-email", "GOJI_COMMITTER_EMAIL", "address", "The mail address that commits are made under. Default: goji@localhost.", SettingText.Text);
    private readonly Setting<bool> skipCi = new("--skip-ci", "GOJI_SKIP_CI", null, "Mark commits with [skip ci].", SettingText.Switch, ArgumentArity.ZeroOrOne);
    private readonly Setting<bool> sparse = new("--sparse", "GOJI_SPARSE", null, "Let a new clone show the queued and processing jobs alone.", SettingText.Switch, ArgumentArity.ZeroOrOne);

    public void AddTo(Command command)
    {
        command.Add(directory.Option);
        command.Add(repository.Option);
        command.Add(branch.Option);
        command.Add(username.Option);
        command.Add(passwordFromInput.Option);
        command.Add(committerName.Option);
        command.Add(committerEmail.Option);
        command.Add(skipCi.Option);
        command.Add(sparse.Option);
    }

    public void Apply(GojiOptions options, Invocation invocation)
    {
        options.Directory = invocation.Value(directory, options.Directory)!;
        options.Repository = invocation.Value(repository, options.Repository);
        options.Branch = invocation.Value(branch, options.Branch);
        options.Username = invocation.Value(username, options.Username);
        options.Password = invocation.Value(passwordFromInput, false) ? ReadPassword(invocation.Terminal) : invocation.Variable(PasswordVariable);
        options.CommitterName = invocation.Value(committerName, options.CommitterName)!;
        options.CommitterEmail = invocation.Value(committerEmail, options.CommitterEmail)!;
        options.SkipCi = invocation.Value(skipCi, options.SkipCi);
        options.Sparse = invocation.Value(sparse, options.Sparse);
        invocation.Terminal.Secrets.Add(options.Password);
    }

    private static string ReadPassword(Terminal terminal) =>
        terminal.Input.ReadLine() is { Length: > 0 } password
            ? password
            : throw new GojiUsageException("'--password-stdin' was given, and the first line of standard input is empty. Pipe the password or access token in.");
}

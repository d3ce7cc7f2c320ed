using Cake.Core.IO;

namespace Goji.Cake;

/// <summary>
/// Contains settings used by the aliases of <see cref="GojiAliases"/>.
/// </summary>
/// <remarks>
/// A property that the script leaves <see langword="null"/> is read from the configuration of Cake under <c>Goji_</c> and the property's
/// name (<c>[Goji] Context=</c> in cake.config, <c>CAKE_GOJI_CONTEXT</c>, <c>--goji_context=</c>), then in the environment variable that
/// its documentation names or <c>GOJI_</c> and the property's name (<c>GOJI_POLL_INTERVAL</c>), then in the file that <see cref="Config"/>
/// names, then takes its default. In the configuration, lists are separated by commas and times are written <c>90s</c>,
/// <c>10m</c>, <c>1h</c> or <c>00:10:00</c>. Relative paths start at the script's folder.
/// </remarks>
public sealed partial class GojiSettings
{
    /// <summary>Gets or sets the configuration file: settings as YAML, such as <c>pollInterval: 10s</c>.</summary>
    /// <value>Default: the environment variable <c>GOJI_CONFIG</c>, else none.</value>
    public FilePath? Config { get; set; }

    /// <summary>Gets or sets the folder of the clone of the jobs repository.</summary>
    /// <value>Default: <c>./jobs</c>.</value>
    public DirectoryPath? Directory { get; set; }

    /// <summary>
    /// Gets or sets the address that <c>GojiInit</c> clones the jobs repository from: a path, <c>file://</c>, <c>https://</c>, <c>ssh://
    ///</c> or <c>git@host:path</c>.
    /// </summary>
    /// <value>
    /// Default: the environment variable <c>GIT_REPOSITORY</c>, else none, which scaffolds a new repository in <see cref="Directory"/>.
    /// </value>
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch that jobs are queued on and moves are pushed to.</summary>
    /// <value>Default: the branch that the remote's HEAD names, else <c>master</c>.</value>
    public string? Branch { get; set; }

    /// <summary>Gets or sets the user name for https remotes.</summary>
    /// <value>
    /// Default: the environment variable <c>GIT_USERNAME</c>, else none; with a <see cref="Password"/> alone, <c>git</c>, which hosts
    /// that take tokens accept.
    /// </value>
    public string? Username { get; set; }

    /// <summary>Gets or sets the password or access token for https remotes. It is never written to a log, a message or a file.</summary>
    /// <value>Default: the environment variable <c>GIT_PASSWORD</c>, else none.</value>
    public string? Password { get; set; }

    /// <summary>Gets or sets the name that commits are made under.</summary>
    /// <value>Default: <c>goji</c>.</value>
    public string? CommitterName { get; set; }

    /// <summary>Gets or sets the mail address that commits are made under.</summary>
    /// <value>Default: <c>goji@localhost</c>.</value>
    public string? CommitterEmail { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether commit messages carry <c>[skip ci]</c>, so that a CI system does not build them.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? SkipCi { get; set; }

    /// <summary>
    /// Gets or sets the key that commits are signed with: the file of an ssh private key, or the id of an OpenPGP key.
    /// <c>ssh-keygen</c> or <c>gpg</c> signs.
    /// </summary>
    /// <value>Default: none: commits are not signed.</value>
    public string? SigningKey { get; set; }

    /// <summary>
    /// Gets or sets the text before the subject of each commit, such as <c>OPS-7:</c>, for hosts with rules for messages.
    /// </summary>
    /// <value>Default: none.</value>
    public string? CommitPrefix { get; set; }

    /// <summary>
    /// Gets or sets the trailers that are added to each commit, such as <c>Signed-off-by: jobs-bot &lt;jobs-bot@example.com&gt;</c>.
    /// </summary>
    /// <value>Default: none.</value>
    public IEnumerable<string>? CommitTrailers { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the working copy of a new clone shows the queued and processing jobs alone, which saves
    /// writing the files of a large archive.
    /// </summary>
    /// <remarks>
    /// It is a sparse checkout in git's cone mode: <c>git sparse-checkout disable</c> brings the other files. <c>GojiInit</c> leaves a
    /// clone that is there already as it is.
    /// </remarks>
    /// <value>
    /// Default: <see langword="false"/> for <c>GojiInit</c>; <see langword="true"/> for a clone that another alias makes for itself.
    /// </value>
    public bool? Sparse { get; set; }

    /// <summary>Gets or sets a value indicating whether a pass only reports what it would do, and changes nothing.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? DryRun { get; set; }

    /// <summary>
    /// Gets or sets which jobs fail the build. Only <c>GojiProcess</c> uses it, after everything is done and pushed.
    /// </summary>
    /// <value>Default: <see cref="GojiFailBuildOn.Nothing"/>: the script decides by the report.</value>
    public GojiFailBuildOn? FailBuildOn { get; set; }

    internal static GojiSettings From(Action<GojiSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var settings = new GojiSettings();
        configure(settings);
        return settings;
    }
}

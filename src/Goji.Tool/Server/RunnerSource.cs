namespace Goji.Tool.Server;

/// <summary>Makes the runner of each pass, with the credentials as their files have them now: tokens expire and are replaced while the server runs.</summary>
internal sealed class RunnerSource(GojiOptions options, ServerOptions server, ServerLog log, ClusterConnection? cluster)
{
    private readonly Lock gate = new();

    public GojiRunner Current()
    {
        lock (gate)
        {
            options.Username = server.GitUsername is { } username ? username.Newest : options.Username;
            options.Password = server.GitPassword is { } password ? password.Newest : options.Password;
            return new(options, log, cluster);
        }
    }
}

using Goji.Checking;
using Goji.Git.Checkout;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>Finds what a pass would refuse in manifests, and starts nothing.</summary>
    /// <remarks>The API server checks them with <c>dryRun=All</c>, unless the check is offline.</remarks>
    /// <param name="manifests">Files, and folders whose job files are checked.</param>
    /// <param name="check">What else is checked; null for nothing.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The findings. A manifest that would be refused is a finding, not an exception.</returns>
    /// <exception cref="GojiUsageException">A file does not exist, or there is no such commit.</exception>
    /// <exception cref="GojiException">The cluster does not answer.</exception>
    public async Task<CheckReport> CheckAsync(
        IEnumerable<string> manifests, CheckOptions? check = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var paths = check?.ChangedSince is { } since ? manifests.Concat(ChangedFiles.Since(options.Directory, since, Git())) : manifests;
        var files = CheckedFile.Read(paths, options.Directory);
        if (check?.Offline == true)
        {
            return await new Checker(Rules(), options.Duplicates, cluster: null, time).RunAsync(files, cancellationToken);
        }

        using var cluster = OpenCluster(options.Patience);
        await cluster.IdentifyAsync(cancellationToken);
        return await new Checker(Rules() with { DefaultNamespace = cluster.DefaultNamespace }, options.Duplicates, cluster, time).RunAsync(
            files, cancellationToken);
    }
}

using Goji.Checking;
using Goji.Git.Checkout;
using Goji.Git.Sources;

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
        using var sources = new BranchSources(Git());
        if (check?.Offline == true)
        {
            return await new Checker(Rules(), options.Duplicates, cluster: null, time) { Sources = sources }.RunAsync(
                files, cancellationToken);
        }

        using var cluster = OpenCluster(options.Patience);
        await cluster.IdentifyAsync(cancellationToken);
        var rules = Rules() with { DefaultNamespace = cluster.DefaultNamespace };
        return await new Checker(rules, options.Duplicates, cluster, time) { Sources = sources }.RunAsync(files, cancellationToken);
    }
}

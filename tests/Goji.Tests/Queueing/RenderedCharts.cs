using System.Text;
using Goji.Manifests;
using Goji.Queueing.Intake;
using Goji.Testing;

namespace Goji.Tests.Queueing;

/// <summary>What <c>helm template</c> writes of charts of ten kinds: with hooks, rights, tests and applications beside their Jobs.</summary>
public sealed class RenderedCharts : Intake
{
    private static readonly ManifestRules Strict = new("default", [], []);
    private static readonly ManifestRules Open = new("default", [], ["ServiceAccount", "Role", "RoleBinding", "Secret"]);

    [Theory]
    [InlineData("admission-webhook", "or set AllowedKinds (--allowed-kinds) to 'ServiceAccount,Role,RoleBinding'", "--show-only templates/job/create.yaml --show-only templates/job/patch.yaml | goji queue")]
    [InlineData("workflow-scheduler", "Goji runs Jobs of batch/v1 and no other workload, such as this 'Deployment' (apps/v1). Apply it by other means.", "--show-only templates/jobs/create-user.yaml --show-only templates/jobs/migrate.yaml | goji")]
    [InlineData("startup-check", "or set AllowedKinds (--allowed-kinds) to 'ServiceAccount,Role,RoleBinding'", "--show-only templates/check-job.yaml |")]
    [InlineData("social-network", "or add 'Secret' to AllowedKinds (--allowed-kinds)", "--show-only templates/job-db-migrate.yaml --show-only templates/job-assets.yaml --show-only templates/job-search.yaml")]
    [InlineData("with-tests", "To run a Pod once, write it as the spec.template of a Job.", "--show-only templates/init.yaml")]
    [InlineData("tests-only", "The file holds a 'Deployment' (apps/v1), a 'Pod' and no Job of batch/v1, and Goji runs no other workload. Apply the file by other means.", null)]
    public void A_refusal_names_the_remedies(string chart, string reason, string? command)
    {
        var file = FileOf(Read(chart));

        var refusal = Assert.Throws<ManifestException>(() => ManifestReader.Read(file.Name, file.Content, Strict));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Split('\n').Length, 1, 2);
        Assert.Equal(command is null, HelmAdvice.For(file) is null);
        Assert.Contains(command ?? "", HelmAdvice.For(file) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admission-webhook", "rel-admission-create <- ; rel-admission-patch <- rel-admission-create", 3, 3)]
    [InlineData("error-tracker", "rel-db-check <- ; rel-db-init <- rel-db-check; rel-user-create <- rel-db-init", 0, 0, 0)]
    [InlineData("startup-check", "rel-check <- ", 3)]
    [InlineData("service-mesh", "rel-gossip-autogenerate <- ", 0)]
    [InlineData("social-network", "rel-assets-precompile <- ; rel-db-migrate <- rel-assets-precompile; rel-search <- rel-db-migrate", 0, 1, 0)]
    [InlineData("plain-migrations", "rel-migrations-1a2b3c <- ", 1)]
    [InlineData("with-tests", "rel-init-db <- ", 0)]
    [InlineData("sync-waves", "backup <- ; migrate <- backup; smoke <- migrate", 0, 0, 0)]
    public void Hooks_give_files_in_the_order_of_the_release(string chart, string order, params int[] companions)
    {
        var files = Take(Read(chart), new() { Hooks = true }, name: null)
            .Select(file => ManifestReader.Read(file.Name, Encoding.UTF8.GetBytes(file.Text), Open))
            .OrderBy(file => file.Jobs[0].Name, StringComparer.Ordinal)
            .ToList();

        Assert.Equal(order, string.Join("; ", files.Select(file => $"{file.Jobs[0].Name} <- {string.Join(", ", file.Steering.After.Select(after => after[..^".yaml".Length]))}")));
        Assert.Equal(companions, files.Select(file => file.Others.Count));
    }

    private static string Read(string chart) => File.ReadAllText(Path.Combine(Need.Folder("tests/Goji.Tests/TestData/rendered")!, chart + ".yaml"));
}

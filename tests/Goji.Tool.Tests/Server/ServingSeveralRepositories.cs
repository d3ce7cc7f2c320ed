using System.Globalization;
using System.Net;
using Goji.Model;
using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Testing;
using Goji.Tool.Server;
using Goji.Tool.Server.Repositories;

namespace Goji.Tool.Tests.Server;

/// <summary>A server with a list of repositories in its configuration file.</summary>
public sealed class ServingSeveralRepositories : ServerTest
{
    private readonly BareOrigin orders;
    private readonly BareOrigin billing;

    public ServingSeveralRepositories()
    {
        orders = BareOrigin.WithStateFolders(Place, "main");
        billing = BareOrigin.WithStateFolders(Place, "main");
    }

    [Fact]
    public async Task Repositories_are_worked_on_side_by_side_and_deliveries_are_for_one_of_them()
    {
        Configure(Entry("orders", orders), Entry("billing", billing, "namespace: billing"), Entry("gone", Place["nowhere.git"]));
        orders.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        using var server = await StartAsync();
        await Eventually.IsTrueAsync(() => Has(orders, "succeeded/a.yaml"), () => server.Program.Output);

        // One that cannot be cloned keeps nobody from the others.
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/ready"));
        // The pass that pushed the verdict may still be reading the repository for the page.
        await Eventually.IsTrueAsync(
            async () => (await TextAsync(server, "/health/status")).StartsWith("gone: ", StringComparison.Ordinal),
            () => server.Program.Output);

        var passes = await PassesAsync(server, "orders");
        billing.Commit("Queue", ("queued/b.yaml", JobFiles.Job("b")));
        Assert.Equal("Ignored: it is to another repository.", await DeliverAsync(server, "https://git.example.com/somebody/else.git"));
        Assert.Equal("A pass follows.", await DeliverAsync(server, billing.Path));
        await Eventually.IsTrueAsync(() => Has(billing, "failed/b.yaml") || Has(billing, "succeeded/b.yaml"), () => server.Program.Output);
        Assert.Equal(passes, await PassesAsync(server, "orders"));

        Assert.Contains("<a href=\"/repositories/orders/\">", await TextAsync(server, "/"), StringComparison.Ordinal);
        // The clone is tried some times before it counts as failed.
        await Eventually.IsTrueAsync(
            async () => (await TextAsync(server, "/"))
                .Contains("<div class=\"reason\">The jobs repository could not be cloned.</div>", StringComparison.Ordinal),
            () => server.Program.Output);
        var page = await TextAsync(server, "/repositories/orders/");
        Assert.Contains("href=\"/repositories/orders/jobs/a.yaml\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/repositories/orders/?state=succeeded\"", page, StringComparison.Ordinal);
        Assert.Contains("data-events=\"/repositories/orders/events\"", page, StringComparison.Ordinal);
        Assert.Contains("a.yaml", await TextAsync(server, "/repositories/orders/jobs/a.yaml"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await server.StatusAsync("/repositories/other/"));
        Assert.Contains(server.Program.Output.Split('\n'), line =>
            line.Contains("A pass is done", StringComparison.Ordinal) && line.Contains("\"Repository\":\"orders\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_is_read_again_when_it_changes_and_a_mistake_in_it_changes_nothing()
    {
        Configure(Entry("orders", orders));
        using var server = await StartAsync();
        await Eventually.IsTrueAsync(async () => await PassesAsync(server, "orders") > 0, () => server.Program.Output);

        Configure(Entry("orders", orders), Entry("orders", billing));
        await Eventually.IsTrueAsync(() => server.Program.Output.Contains("Two repositories are named", StringComparison.Ordinal), () => server.Program.Output);
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/repositories/orders/"));

        billing.Commit("Queue", ("queued/b.yaml", JobFiles.Job("b")));
        Configure(Entry("billing", billing));
        await Eventually.IsTrueAsync(() => Has(billing, "succeeded/b.yaml"), () => server.Program.Output);
        Assert.Equal(HttpStatusCode.NotFound, await server.StatusAsync("/repositories/orders/"));
        Assert.DoesNotContain("goji_jobs{state=\"succeeded\",repository=\"orders\"}", await TextAsync(server, "/metrics"), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => await server.MetricAsync("goji_jobs{state=\"succeeded\",repository=\"billing\"}") == 1, () => server.Program.Output);
    }

    [Theory]
    [InlineData("- {branch: main}", "A repository has no 'repository', its address.")]
    [InlineData("- {repository: /x.git, interval: 90}", "The value '90' of 'interval'")]
    [InlineData("- {repository: /x.git, brunch: main}", "'brunch' is not a setting. Did you mean 'branch'?")]
    [InlineData("- {repository: /x.git, name: a/b}", "'a/b' is no name for a repository.")]
    [InlineData("- {repository: /x.git, passwordFile: missing}", "The file of 'passwordFile' cannot be read")]
    [InlineData("- {repository: /x.git, password: secret}", "'password' is a secret, and this file is no place for one.")]
    [InlineData("- text", "a list of mappings")]
    public async Task Mistakes_in_the_list_end_the_server(string entry, string expected)
    {
        Configure(entry);

        var result = await GojiProgram.RunAsync(Place.Path, ["server", "--config", "goji.yaml"]);

        result.EndedWith(2);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_is_such_a_list()
    {
        Directory.CreateDirectory(Place["secrets"]);
        File.WriteAllText(Place["secrets/orders"], "s3cret");
        File.Copy(Path.Combine(Need.Folder("samples/config")!, "repositories.yaml"), Place["goji.yaml"]);
        var config = SettingTable.Config.Variable;
        var values = new SettingValues([ConfigFile.Read(Place["goji.yaml"]), new VariableSource(name => name == config ? Place["goji.yaml"] : null)]);

        var repositories = RepositoryList.Read(values, new ServerOptions(), new Secrets());

        values.ThrowIfWrong();
        Assert.Equal(["orders", "billing"], repositories.Select(repository => repository.Name));
    }

    private static string Entry(string name, BareOrigin origin, string more = "sparse: false") => Entry(name, origin.Path, more);

    private static string Entry(string name, string address, string more = "sparse: false") => $"- name: {name}\n  repository: {address}\n  {more}";

    private static bool Has(BareOrigin origin, string file) => origin.Files.Contains(file);

    private static Task<string> TextAsync(RunningServer server, string path) => ReadAsync(server.Client.GetAsync(new Uri(path, UriKind.Relative)));

    private static async Task<string> ReadAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<double> PassesAsync(RunningServer server, string repository) =>
        server.MetricAsync($"goji_passes_total{{result=\"succeeded\",repository=\"{repository}\"}}");

    private static Task<string> DeliverAsync(RunningServer server, string address) => ReadAsync(server.DeliverAsync(
        GitHubDelivery.Push().Replace("\"full_name\":\"me/my-job-repo\"", string.Create(CultureInfo.InvariantCulture, $"\"clone_url\":\"{address}\""), StringComparison.Ordinal)));

    private void Configure(params string[] entries) => File.WriteAllText(
        Place["goji.yaml"], $"interval: 1h\npollInterval: 1s\ndirectory: clones\nrepositories:\n{string.Join('\n', entries)}\n");

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(
        Place.Path, ["--config", "goji.yaml"], new() { ["KUBECONFIG"] = Place["kubeconfig"], ["GITHUB_WEBHOOK_SECRET"] = RunningServer.GitHubSecret });
}

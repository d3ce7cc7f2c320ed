using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

public sealed class LoadingTheAddin
{
    [Fact]
    public async Task It_loads_from_a_feed_in_the_directive_with_its_native_library()
    {
        using var script = new Script(
            $"""
            #addin "nuget:{new Uri(PackedAddin.Feed).AbsoluteUri}?package=Goji.Cake&version={Workshop.Version}&loaddependencies=true"
            GojiInit();
            """);

        var run = await script.RunAloneAsync("--verbosity=diagnostic");

        run.EndedWith(0);
        Assert.DoesNotContain("older version of Cake.Core", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not load", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FileLoadException", run.Output, StringComparison.Ordinal);
        Assert.Equal("1", GitProgram.Run(script["jobs"], "rev-list", "--count", "HEAD"));
    }

    [Fact]
    public async Task It_loads_from_a_feed_in_cake_config_and_reads_its_settings_there()
    {
        using var script = new Script(Script.Addin + "GojiInit();");
        script.Write("cake.config", $"[NuGet]\nSource={PackedAddin.Feed}\n\n[Goji]\nDirectory=./elsewhere\n");

        var run = await script.RunAloneAsync();

        run.EndedWith(0);
        Assert.True(Directory.Exists(script["elsewhere/.git"]));
        Assert.False(Directory.Exists(script["jobs"]));
    }

    [Fact]
    public async Task It_loads_from_a_published_folder_without_a_package_and_Cake_reads_its_assembly_alone()
    {
        await PackedAddin.ReadyAsync();
        using var script = new Script(File.ReadAllText(Workshop.InRepository("samples/folder/build.cake")) + Documentation.Examples());
        Directory.CreateDirectory(script["tools"]);
        Directory.CreateSymbolicLink(script["tools/goji"], PackedAddin.Folder);

        var run = await script.RunAloneAsync("--verbosity=diagnostic");

        run.EndedWith(0);
        Assert.Contains("0 jobs", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("(missing ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FileLoadException", run.Output, StringComparison.Ordinal);
        Assert.Contains("Adding assembly reference to Goji.Cake.dll", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Adding assembly reference to KubernetesClient.dll", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(script["tools/Addins"]));
        Assert.Equal("1", GitProgram.Run(script["jobs"], "rev-list", "--count", "HEAD"));
    }

    [Fact]
    public async Task Without_loaddependencies_Cake_fails_with_the_message_that_the_readme_quotes()
    {
        using var script = new Script($"#addin \"nuget:?package=Goji.Cake&version={Workshop.Version}\"\nGojiInit();");

        var run = await script.RunAloneAsync($"--nuget_source={PackedAddin.Feed}");

        run.EndedWith(1);
        Assert.Matches(@"Could not load .*Goji\.Cake\.dll \(missing Goji(\.Sandbox)?, Version=", run.Output + run.Error);
        Assert.Contains("CS0103", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("could not load `Goji.Cake.dll` (missing `Goji`)", File.ReadAllText(Workshop.InRepository("src/Goji.Cake/README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_of_the_documentation_compiles_in_one_script()
    {
        using var script = new Script($"{Script.Addin}{Documentation.Examples()}\nTask(\"All\");\nRunTarget(\"All\");");

        var run = await script.RunAsync("--dryrun");

        run.EndedWith(0);
    }
}

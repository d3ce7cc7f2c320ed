///////////////////////////////////////////////////////////////////////////////
// ARGUMENTS
///////////////////////////////////////////////////////////////////////////////

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");

///////////////////////////////////////////////////////////////////////////////
// SETUP
///////////////////////////////////////////////////////////////////////////////

record BuildData(string Configuration, DirectoryPath Artifacts)
{
    public FilePath Solution { get; } = "./Goji.Cake.sln";

    public DirectoryPath Packages => Artifacts.Combine("packages");

    public DirectoryPath Addin => Artifacts.Combine("addin");

    // Of the command compiled for one platform: the program's archive, its checksum, and the test results.
    public DirectoryPath Native => Artifacts.Combine("native");

    public DirectoryPath Sample => Artifacts.Combine("sample");

    public DirectoryPath TestResults => Artifacts.Combine("test-results");
}

// What the test results in a .trx file count, and which tests were skipped, with the reason of each.
record TestCount(int Passed = 0, int Failed = 0, int Skipped = 0)
{
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    public static TestCount Read(FilePath trx)
    {
        var elements = System.Xml.Linq.XDocument.Load(trx.FullPath).Descendants().ToLookup(element => element.Name.LocalName);
        int Number(string name) => (int)elements["Counters"].Single().Attribute(name);
        return new TestCount(Number("passed"), Number("executed") - Number("passed"), Number("total") - Number("executed"))
        {
            Reasons = elements["UnitTestResult"].Where(result => (string)result.Attribute("outcome") == "NotExecuted")
                .GroupBy(result => (string)result.Attribute("testName"), result => result.Value.Trim())
                .ToDictionary(test => test.Key, test => test.First()),
        };
    }

    public static TestCount operator +(TestCount a, TestCount b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped) { Reasons = a.Reasons.Concat(b.Reasons).ToDictionary() };

    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}

// What tests may lack here, and so be skipped: the line of tests/expected-skips.txt for this environment.
record ExpectedSkips(string Environment, IReadOnlySet<string> Needs)
{
    public static ExpectedSkips Read(FilePath list, string environment)
    {
        var lines = System.IO.File.ReadLines(list.FullPath).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1]);
        return lines.TryGetValue(environment, out var needs)
            ? new(environment, needs.Split(',', StringSplitOptions.TrimEntries).ToHashSet())
            : throw new CakeException($"GOJI_TEST_ENVIRONMENT is '{environment}', which {list} does not list. It lists: {string.Join(", ", lines.Keys)}.");
    }

    public bool Cover(string reason) =>
        System.Text.RegularExpressions.Regex.Match(reason, "^Needs ([^,]+),") is { Success: true } match && Needs.Contains(match.Groups[1].Value);
}

TestCount tests = null;

Setup(context => new BuildData(configuration, MakeAbsolute(Directory("./artifacts"))));

///////////////////////////////////////////////////////////////////////////////
// TASKS
///////////////////////////////////////////////////////////////////////////////

Task("Clean")
    .Description("Empties the folder of the build's results.")
    .Does<BuildData>(data => CleanDirectory(data.Artifacts));

Task("Restore")
    .Description("Restores the packages of the solution.")
    .Does<BuildData>(data => DotNetRestore(data.Solution.FullPath));

Task("Build")
    .Description("Builds the solution.")
    .IsDependentOn("Clean")
    .IsDependentOn("Restore")
    .Does<BuildData>(data => DotNetBuild(data.Solution.FullPath, new DotNetBuildSettings
    {
        Configuration = data.Configuration,
        NoRestore = true,
    }));

Task("Test")
    .Description("Runs every test project, two at a time, and counts the tests.")
    .IsDependentOn("Build")
    .Does<BuildData>(data =>
{
    var expected = ExpectedSkips.Read("./tests/expected-skips.txt", EnvironmentVariable("GOJI_TEST_ENVIRONMENT", "any"));
    var failed = new System.Collections.Concurrent.ConcurrentBag<string>();
    var printing = new object();
    tests = new TestCount();
    Parallel.ForEach(
        System.Collections.Concurrent.Partitioner.Create(GetFiles("./tests/*.Tests/*.csproj").OrderBy(project => project.FullPath), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
        new ParallelOptions { MaxDegreeOfParallelism = 2 },
        project =>
    {
        var name = project.GetFilenameWithoutExtension();
        var trx = data.TestResults.CombineWithFilePath($"{name}.trx");
        var exitCode = StartProcess(
            "dotnet",
            new ProcessSettings
            {
                // The assembly, not the project: nothing is evaluated or built again.
                Arguments = $"test \"{project.GetDirectory()}/bin/{data.Configuration}/net10.0/{name}.dll\" --results-directory \"{data.TestResults}\" "
                    + $"--logger console;verbosity=minimal --logger trx;LogFileName={trx.GetFilename()} "
                    // A test that hangs is named, and fails the build.
                    + "--blame-hang-timeout 6m --blame-hang-dump-type none",
                // Short-lived processes, and hundreds of them: what the profile would bring comes too late.
                EnvironmentVariables = new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" },
                RedirectStandardOutput = true,
            },
            out var output);
        lock (printing)
        {
            // All of a project's lines together: two projects' would not read well in turn.
            Information("{0}", string.Join("\n", output));
            tests += FileExists(trx) ? TestCount.Read(trx) : new TestCount();
        }

        if (exitCode != 0)
        {
            failed.Add(name.ToString());
        }
    });

    if (!failed.IsEmpty)
    {
        throw new CakeException($"Tests have failed in {string.Join(", ", failed.Order())}.");
    }

    var unexpected = tests.Reasons.Where(test => !expected.Cover(test.Value)).Select(test => $"\n  {test.Key}: {test.Value}").Order().ToList();
    if (unexpected.Count > 0)
    {
        throw new CakeException($"{unexpected.Count} tests were skipped that tests/expected-skips.txt does not expect to be skipped in the environment '{expected.Environment}':{string.Concat(unexpected)}");
    }
});

Task("Pack")
    .Description("Makes the packages.")
    .IsDependentOn("Build")
    .Does<BuildData>(data => DotNetPack(data.Solution.FullPath, new DotNetPackSettings
    {
        Configuration = data.Configuration,
        NoBuild = true,
        OutputDirectory = data.Packages,
    }));

Task("PackPlatforms")
    .Description("Makes the package Goji.Tool of a release, which names one package for each platform, and Goji.Tool.any, which runs wherever .NET does.")
    .Does<BuildData>(data =>
{
    PackTool(data, "any");
    PackTool(data, rid: null);
});

Task("Native")
    .Description("Compiles the command for this platform, or for --rid=<platform>: the package Goji.Tool.<platform>, an archive for machines without .NET, and its checksum.")
    .Does<BuildData>(data =>
{
    var rid = Argument("rid", NativePlatform());
    RequireToolchain(rid);
    PackTool(data, rid);

    var program = Program(data, rid);
    var name = $"goji-{XmlPeek("./src/Directory.Build.props", "/Project/PropertyGroup/Version")}-{rid}";
    var folder = data.Native.Combine(name);
    CleanDirectory(folder);
    CopyFile(program, folder.CombineWithFilePath(rid.StartsWith("win") ? "goji.exe" : "goji"));
    CopyFiles(GetFiles($"{program.GetDirectory()}/*git2-*"), folder);
    CopyFiles(new FilePath[] { "./LICENSE", "./src/Goji.Tool/README.md" }, folder);

    // tar keeps the right to execute; Windows has it too.
    var archive = $"{name}.tar.gz";
    if (StartProcess("tar", new ProcessSettings { WorkingDirectory = data.Native, Arguments = $"-czf {archive} {name}" }) != 0)
    {
        throw new CakeException($"{archive} could not be written.");
    }

    var checksum = CalculateFileHash(data.Native.CombineWithFilePath(archive), HashAlgorithm.SHA256).ToHex().ToLowerInvariant();
    System.IO.File.WriteAllText(data.Native.CombineWithFilePath($"{archive}.sha256").FullPath, $"{checksum}  {archive}\n");
    Information("{0}: {1:N1} MB, the program {2:N1} MB", archive, FileSize(data.Native.CombineWithFilePath(archive)) / 1e6, FileSize(program) / 1e6);
});

Task("NativeTest")
    .Description("Runs the tests of the command against the program that Native has made.")
    .IsDependentOn("Native")
    .Does<BuildData>(data => DotNetTest("./tests/Goji.Tool.Tests", new DotNetTestSettings
    {
        Configuration = data.Configuration,
        ResultsDirectory = data.Native.Combine("test-results"),
        EnvironmentVariables = new Dictionary<string, string> { ["GOJI_NATIVE_PROGRAM"] = Program(data, Argument("rid", NativePlatform())).FullPath },
    }));

Task("Sample")
    .Description("Runs samples/build.cake with the packages just made: what a first user sees.")
    .IsDependentOn("Pack")
    .Does<BuildData>(data =>
{
    // A folder of its own: the unpacked addin of an earlier run would be taken for the one just made.
    CopyDirectory("./samples", data.Sample);
    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        WorkingDirectory = data.Sample,
        Arguments = new ProcessArgumentBuilder().Append("cake").AppendQuoted($"--nuget_source={data.Packages}"),
    });
    if (exitCode != 0)
    {
        throw new CakeException($"The sample ended with exit code {exitCode}.");
    }
});

Task("Benchmark")
    .Description("Measures Goji against floors taken in the same run, in turns; --markdown=<file> keeps the table, --native=<program> measures a native command too, --kubectl=<program> compares the following of logs with kubectl, --only, --rounds, --sizes, --archived and --commits narrow the run.")
    .IsDependentOn("Pack")
    .Does<BuildData>(data =>
{
    DotNetPublish("./src/Goji.Cake", new DotNetPublishSettings { Configuration = data.Configuration, NoBuild = true, OutputDirectory = data.Addin });
    var arguments = new ProcessArgumentBuilder()
        .AppendQuoted($"./tests/Goji.Benchmarks/bin/{data.Configuration}/net10.0/Goji.Benchmarks.dll")
        .AppendQuoted($"--packages={data.Packages}")
        .AppendQuoted($"--addin={data.Addin}")
        .AppendQuoted($"--cake={typeof(ICakeContext).Assembly.Location.Replace("Cake.Core.dll", "Cake.dll")}");
    foreach (var name in new[] { "markdown", "only", "rounds", "sizes", "archived", "commits", "native", "kubectl", "jobs", "rate", "seconds", "minutes" }.Where(name => HasArgument(name)))
    {
        arguments.AppendQuoted($"--{name}={Argument<string>(name)}");
    }

    if (StartProcess("dotnet", new ProcessSettings { Arguments = arguments }) != 0)
    {
        throw new CakeException("The benchmarks did not come to their end.");
    }
});

Task("SetVersion")
    .Description("Writes the version --to=<version> to src/Directory.Build.props and to every place that people copy it from.")
    .Does(() =>
{
    var version = Argument<string>("to").TrimStart('v');
    // The same expression as in tests/Goji.Cake.Tests/Scripts/TheVersion.cs.
    var mention = new System.Text.RegularExpressions.Regex(
        """(?<=package=Goji\.Cake&(amp;)?version=|"Goji\.Cake" Version="|goji:(?=\d)|^version: |^appVersion: "|<Version>)(?<version>\d+\.\d+\.\d+(-[\w.]+)?)""",
        System.Text.RegularExpressions.RegexOptions.Multiline);
    string[] patterns = ["./README.md", "./docs/**/*.md", "./samples/**/*.cake", "./samples/**/*.csproj", "./src/**/*.md", "./src/**/*.cs", "./src/**/Chart.yaml", "./src/Directory.Build.props"];
    foreach (var file in patterns.SelectMany(pattern => GetFiles(pattern)).Where(file => !file.Segments.Any(segment => segment is "bin" or "obj")))
    {
        var text = System.IO.File.ReadAllText(file.FullPath);
        var changed = mention.Replace(text, version);
        if (changed != text)
        {
            System.IO.File.WriteAllText(file.FullPath, changed);
            Information("{0}", Context.Environment.WorkingDirectory.GetRelativePath(file));
        }
    }
});

Task("Default")
    .Description("Tests and packs.")
    .IsDependentOn("Test")
    .IsDependentOn("Pack");

///////////////////////////////////////////////////////////////////////////////
// FUNCTIONS
///////////////////////////////////////////////////////////////////////////////

void PackTool(BuildData data, string rid) => DotNetPack("./src/Goji.Tool", new DotNetPackSettings
{
    Configuration = data.Configuration,
    Runtime = rid,
    OutputDirectory = data.Packages,
    MSBuildSettings = new DotNetMSBuildSettings().WithProperty("PackForPlatforms", "true"),
});

// Where dotnet pack leaves the program that it has put into the package.
FilePath Program(BuildData data, string rid) =>
    MakeAbsolute(File($"./src/Goji.Tool/bin/{data.Configuration}/net10.0/{rid}/publish/Goji.Tool{(rid.StartsWith("win") ? ".exe" : "")}"));

// A native program is compiled on the system that it is for. Linux compiles for another processor, where a cross compiler is installed.
void RequireToolchain(string rid)
{
    var here = NativePlatform();
    if (SystemOf(rid) != SystemOf(here))
    {
        throw new CakeException($"A native program for {rid} cannot be compiled on {here}. Run this target on a machine of that system, for Alpine in a container of the Alpine image of the SDK.");
    }

    var (triple, debian) = rid == "linux-arm64" ? ("aarch64-linux-gnu", "arm64") : ("x86_64-linux-gnu", "amd64");
    if (rid != here && SystemOf(rid) == "linux" && (Context.Tools.Resolve("clang") is null || Context.Tools.Resolve($"{triple}-ld.bfd") is null))
    {
        throw new CakeException($"There is no cross compiler for {rid} here: clang and {triple}-ld.bfd are needed. On Debian and Ubuntu, install clang, gcc-{triple.Replace('_', '-')} and libc6-dev-{debian}-cross.");
    }
}

string SystemOf(string rid) => rid[..rid.LastIndexOf('-')];

// A .NET that a distribution has built calls its platform by the distribution's name; packages know the portable ones.
string NativePlatform()
{
    var rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
    var system = IsRunningOnWindows() ? "win" : IsRunningOnMacOs() ? "osx" : rid.Contains("musl") || rid.StartsWith("alpine") ? "linux-musl" : "linux";
    return $"{system}-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
}

///////////////////////////////////////////////////////////////////////////////
// EXECUTION
///////////////////////////////////////////////////////////////////////////////

try
{
    RunTarget(target);
}
catch (CakeReportException failure) when (tests is not null)
{
    // The host would print the failure after the script; the count must be the last line.
    Error(failure.InnerException?.Message ?? failure.Message);
    Console.WriteLine(tests);
    System.Environment.Exit(1);
}

if (tests is not null)
{
    Console.WriteLine(tests);
}

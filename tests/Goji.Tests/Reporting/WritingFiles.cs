using Goji.Reporting;
using Goji.Testing;

namespace Goji.Tests.Reporting;

public sealed class WritingFiles : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Folders_are_created_and_nothing_else_is_left()
    {
        ReportFiles.Write(place["out/reports/goji.json"], "ä");

        Assert.Equal([0xC3, 0xA4], File.ReadAllBytes(place["out/reports/goji.json"]));
        Assert.Equal([place["out/reports/goji.json"]], Directory.GetFiles(place.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_file()
    {
        ReportFiles.Write(place["x"], "old");

        Assert.Throws<InvalidOperationException>(() => ReportFiles.Write(place["x"], writer =>
        {
            writer.Write("half");
            writer.Flush();
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(place["x"]));
        Assert.Equal([place["x"]], Directory.GetFiles(place.Path, "*", new EnumerationOptions { AttributesToSkip = 0 }));
    }

    [Fact]
    public void A_file_that_is_being_read_keeps_its_old_content_for_the_reader()
    {
        ReportFiles.Write(place["x"], "old");
        using var reader = new StreamReader(new FileStream(place["x"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        ReportFiles.Write(place["x"], "new");

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(place["x"]));
    }

    [Fact]
    public void A_folder_in_the_way_is_an_error_that_names_the_file_and_leaves_no_draft()
    {
        Directory.CreateDirectory(place["x"]);

        var error = Assert.Throws<GojiUsageException>(() => ReportFiles.Write(place["x"], "text"));

        Assert.StartsWith($"The report '{place["x"]}' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(place.Path, "*", new EnumerationOptions { AttributesToSkip = 0 }));
    }
}

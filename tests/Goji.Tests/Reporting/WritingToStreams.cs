using System.Globalization;
using System.Text;
using Goji.Reporting;

namespace Goji.Tests.Reporting;

/// <summary>The writers that take a <see cref="TextWriter"/> or a <see cref="Stream"/> write what those write that return a text.</summary>
public sealed class WritingToStreams
{
    [Fact]
    public void A_text_writer_gets_the_same_text()
    {
        Assert.Equal(JsonReport.Write(Samples.Everything), Written(writer => JsonReport.Write(Samples.Everything, writer)));
        Assert.Equal(MarkdownReport.Write(Samples.Everything), Written(writer => MarkdownReport.Write(Samples.Everything, writer)));
        Assert.Equal(TextReport.Write(Samples.Everything, 100), Written(writer => TextReport.Write(Samples.Everything, writer, 100)));
        Assert.Equal(
            HtmlReport.Write(Histories.Everything, Samples.Everything),
            Written(writer => HtmlReport.Write(Histories.Everything, Samples.Everything, writer)));
    }

    [Fact]
    public void A_stream_gets_utf8_without_a_byte_order_mark_and_stays_open()
    {
        Assert.Equal(JsonReport.Write(Samples.Everything), Streamed(stream => JsonReport.Write(Samples.Everything, stream)));
        Assert.Equal(JUnitReport.Write(Samples.Everything), Streamed(stream => JUnitReport.Write(Samples.Everything, stream)));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void JUnit_declares_the_encoding_of_the_writer(string name)
    {
        using var stream = new MemoryStream();
        using var writer = new StreamWriter(stream, Encoding.GetEncoding(name));

        JUnitReport.Write(Samples.Empty, writer);

        writer.Flush();
        Assert.StartsWith($"<?xml version=\"1.0\" encoding=\"{name}\"?>", Encoding.GetEncoding(name).GetString(stream.ToArray()).TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    private static string Written(Action<TextWriter> write)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        write(writer);
        return writer.ToString();
    }

    private static string Streamed(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        Assert.True(stream.CanWrite);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

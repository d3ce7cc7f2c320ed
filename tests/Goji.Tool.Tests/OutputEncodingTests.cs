using System.Text;
using Goji.Tool.Output;

namespace Goji.Tool.Tests;

/// <summary>In which encoding a command writes.</summary>
public sealed class OutputEncodingTests
{
    [Theory]
    [InlineData(true, true, "utf-8")]
    [InlineData(true, false, "iso-8859-1")]
    [InlineData(false, true, "iso-8859-1")]
    [InlineData(false, false, "iso-8859-1")]
    public void Files_and_pipes_of_windows_get_utf_8(bool onWindows, bool isRedirected, string expected) =>
        Assert.Equal(expected, OutputEncoding.Of(onWindows, isRedirected, Encoding.Latin1).WebName);

    [Fact]
    public void No_encoding_writes_a_byte_order_mark() =>
        Assert.Empty(OutputEncoding.Of(onWindows: false, isRedirected: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)).GetPreamble());
}

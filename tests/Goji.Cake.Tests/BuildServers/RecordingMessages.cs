using System.Globalization;
using Cake.Common.Build;

namespace Goji.Cake.Tests.BuildServers;

/// <summary>What Cake would have written to the standard output, where build systems read their commands.</summary>
internal sealed class RecordingMessages : IBuildSystemServiceMessageWriter
{
    public List<string> Lines { get; } = [];

    public void Write(string format, params object[] args) => Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));
}

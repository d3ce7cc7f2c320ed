namespace Goji.Benchmarks.Work;

/// <summary>Writes errors alone.</summary>
internal sealed class SilentLog : IGojiLog
{
    public void Write(GojiLogLevel level, string format, params object[] arguments)
    {
        if (level <= GojiLogLevel.Warning)
        {
            Console.Error.WriteLine(format, arguments);
        }
    }
}

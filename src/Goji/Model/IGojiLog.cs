
namespace Goji;

/// <summary>Receives the log lines of Goji. A host maps the levels to its own.</summary>
public interface IGojiLog
{
    /// <summary>Writes one line.</summary>
    /// <param name="level">How much the line matters.</param>
    /// <param name="format">A composite format string, such as <c>Moved {0} to {1}</c>; braces in the arguments are safe.</param>
    /// <param name="arguments">The values of the format's placeholders. Secrets are never among them.</param>
    void Write(GojiLogLevel level, string format, params object[] arguments);

    /// <summary>Writes one line that has an id. By default, a log writes it as any other line.</summary>
    /// <param name="id">What the line is about.</param>
    /// <param name="level">How much the line matters.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="arguments">The values of the format's placeholders.</param>
    void Write(GojiEvent id, GojiLogLevel level, string format, params object[] arguments) => Write(level, format, arguments);
}

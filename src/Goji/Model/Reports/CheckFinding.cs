namespace Goji;

/// <summary>Something that a check found in a manifest.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">The line, from 1; 0 if the finding is about the whole file.</param>
/// <param name="Column">The column, from 1; 0 if only the line is known.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Rule">What was broken: <c>manifest</c>, <c>unknown-field</c>, <c>wrong-shape</c>, <c>same-job</c>, <c>same-path</c>,
/// <c>steering</c>, <c>policy</c>, <c>api-server</c>, <c>rights</c> or <c>job-exists</c>.</param>
/// <param name="Text">What is wrong and how to correct it, in full sentences.</param>
public sealed record CheckFinding(string File, int Line, int Column, CheckSeverity Severity, string Rule, string Text);

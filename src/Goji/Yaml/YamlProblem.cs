namespace Goji.Yaml;

/// <summary>A part of a file that Kubernetes would not read, or would read with an unexpected meaning.</summary>
/// <param name="Document">The number of the document in the file, from 1; 0 for the whole file.</param>
/// <param name="Line">The line, from 1; 0 where none is known.</param>
/// <param name="Column">The column, from 1; 0 where only the line is known.</param>
/// <param name="Text">What is wrong and how to fix it, in full sentences.</param>
internal sealed record YamlProblem(int Document, int Line, int Column, string Text);

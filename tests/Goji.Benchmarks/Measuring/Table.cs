using System.Text;

namespace Goji.Benchmarks.Measuring;

/// <summary>The results, as Markdown whose columns line up in a terminal too.</summary>
internal static class Table
{
    public static string Write(IReadOnlyList<Row> rows)
    {
        string[][] cells = [["", "Goji", "baseline", "ratio", "of CPU time", "goal"], .. rows.Select(row => (string[])[row.Case, row.Subject, row.Floor, row.Ratio, row.CpuRatio, row.Goal])];
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        Line(cells[0]);
        Line([.. widths.Select(width => new string('-', width))]);
        foreach (var row in cells.Skip(1))
        {
            Line(row);
        }

        return text.ToString();

        void Line(string[] row) => text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
    }
}

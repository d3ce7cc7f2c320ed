using System.Globalization;
using Goji.Model;
using Goji.Reporting;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>Which part of the jobs a visitor asks for.</summary>
/// <param name="State">The one state; null for all.</param>
/// <param name="Text">The words that paths must contain, as they were typed.</param>
/// <param name="Page">The page of the state, from 1.</param>
internal sealed record PageQuery(JobState? State, string Text, int Page)
{
    public const int LongestText = 200;

    public IReadOnlyList<string> Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a query. What makes no sense is left out, as a person would expect of an old link.</summary>
    public static PageQuery Of(IQueryCollection query)
    {
        var name = query["state"].ToString();
        JobState? state = Enum.GetValues<JobState>()
            .Where(state => state.Word() == name)
            .Select(state => (JobState?)state)
            .FirstOrDefault();
        var text = query["q"].ToString().Trim();
        var page = int.TryParse(query["page"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : 1;
        return new(state, ShortText.Begin(text, LongestText), state is null ? 1 : page);
    }

    /// <summary>The address of this part.</summary>
    public string Address()
    {
        var query = QueryString.Empty;
        query = State is { } state ? query.Add("state", state.Word()) : query;
        query = Text.Length > 0 ? query.Add("q", Text) : query;
        query = Page > 1 ? query.Add("page", Page.ToString(CultureInfo.InvariantCulture)) : query;
        return "/" + query.ToUriComponent();
    }
}

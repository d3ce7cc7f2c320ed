namespace Goji.Settings;

/// <summary>One setting, as the addin, the command, the server, the configuration file and the documentation know it.</summary>
/// <param name="name">The name of its property in <c>GojiSettings</c>, such as <c>PollInterval</c>. The other names follow from it.</param>
internal abstract class Setting(string name)
{
    private readonly IReadOnlyList<string> words = SettingName.Words(name);
    private string? option;
    private string? variable;
    private string? addinName;
    private bool hasOption = true;
    private bool hasVariable = true;

    public string Name => name;

    /// <summary>The option of the command, such as <c>--poll-interval</c>; null for none.</summary>
    public string? Option
    {
        get => hasOption ? option ?? "--" + string.Join('-', words).ToLowerInvariant() : null;
        init => (option, hasOption) = (value, value is not null);
    }

    /// <summary>The environment variable, such as <c>GOJI_POLL_INTERVAL</c>; null for none.</summary>
    public string? Variable
    {
        get => hasVariable ? variable ?? "GOJI_" + string.Join('_', words).ToUpperInvariant() : null;
        init => (variable, hasVariable) = (value, value is not null);
    }

    /// <summary>The key in the configuration file, such as <c>pollInterval</c>.</summary>
    public string Key => string.Concat(words[0].ToLowerInvariant(), string.Concat(words.Skip(1)));

    /// <summary>The property of <c>GojiSettings</c>, where it has another name for historical reasons.</summary>
    public string AddinName { get => addinName ?? name; init => addinName = value; }

    /// <summary>The one-letter option, such as <c>-o</c>; null for none.</summary>
    public string? ShortOption { get; init; }

    /// <summary>What the setting does, as sentences.</summary>
    public required string Help { get; init; }

    /// <summary>Who takes the setting.</summary>
    public required SettingScope Scope { get; init; }

    /// <summary>The section of the documentation.</summary>
    public required SettingGroup Group { get; init; }

    /// <summary>The default as documentation shows it, where the value alone does not explain it.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The folder that a relative value starts from.</summary>
    public SettingPath Path { get; init; }

    /// <summary>Whether the value is a secret: never an option, never in the configuration file, never in a message.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the configuration file can have the setting.</summary>
    public bool IsInFile { get => field && !IsSecret; init; } = true;

    /// <summary>The default as text.</summary>
    public abstract string Default { get; }

    /// <summary>What help calls the value; null for a switch.</summary>
    public abstract string? ValueName { get; }

    /// <summary>The values of a choice; empty for anything else.</summary>
    public abstract IReadOnlyList<string> Choices { get; }

    /// <summary>Whether the value is a list.</summary>
    public abstract bool IsList { get; }

    /// <summary>Whether the value is a list of objects, which only code and the configuration file can hold.</summary>
    public abstract bool IsStructured { get; }

    /// <summary>The setting as messages name it, for users of the addin, the library and the command.</summary>
    public string Label => Option is null ? Name : $"{Name} ({Option})";

    public bool IsTakenBy(SettingScope takers) => (Scope & takers) != 0;

    /// <summary>What is wrong with the value in the options; null where nothing is, or the setting is none of the options.</summary>
    public abstract string? Problem(GojiOptions options);

    /// <summary>Reads the value, so that a mistake in it is known.</summary>
    public abstract void Read(SettingValues values);

    /// <summary>Puts the value into the options; does nothing for a setting that is none of the options.</summary>
    public abstract void Apply(SettingValues values, GojiOptions options);
}

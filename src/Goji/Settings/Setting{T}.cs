namespace Goji.Settings;

/// <summary>A setting with the type of its value.</summary>
internal sealed class Setting<T>(string name, SettingForm<T> form) : Setting(name)
{
    private readonly T? otherwise;

    public SettingForm<T> Form => form;

    /// <summary>The value if none is set.</summary>
    public T DefaultValue
    {
        get => Get is null ? otherwise! : Get(new GojiOptions());
        init => otherwise = value;
    }

    /// <summary>Reads the value from the options; null for a setting that is none of the options.</summary>
    public Func<GojiOptions, T>? Get { get; init; }

    /// <summary>Writes the value to the options.</summary>
    public Action<GojiOptions, T>? Set { get; init; }

    /// <summary>
    /// Describes what is wrong with a value, as the end of a sentence such as "must be more than 0"; null where nothing is.
    /// </summary>
    public Func<T, string?>? Check { get; init; }

    public override string Default => DefaultText ?? form.Write(DefaultValue);

    public override string? ValueName => form.ValueName;

    public override IReadOnlyList<string> Choices => form.Choices;

    public override bool IsList => form.ReadItems is not null;

    public override bool IsStructured => form.ReadNode is not null;

    public override string? Problem(GojiOptions options) =>
        Get is not null && Check?.Invoke(Get(options)) is { } wrong ? $"{Label} {wrong}." : null;

    public override void Read(SettingValues values) => values.Get(this);

    public override void Apply(SettingValues values, GojiOptions options)
    {
        // The options have their defaults already. Unset options are not compiled either, in a host that compiles at run time.
        if (Set is not null && values.IsSet(this))
        {
            Set(options, values.Get(this));
        }
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Goji.Cake.Tests;

/// <summary>Each rule is about a way in which Cake's script host or its SDK breaks scripts that load an addin.</summary>
public sealed class AliasShapeTests
{
    private static readonly MethodInfo[] Aliases = [.. typeof(GojiAliases).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)];

    private static readonly string[] Names = ["Init", "Process", "Status", "Cancel", "Requeue", "Queue", "Prune", "Check", "Logs", "QueueCronJob"];

    private readonly NullabilityInfoContext nullability = new();

    public static TheoryData<string> Verbs { get; } = [.. Names];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Each_alias_has_overloads_without_settings_with_settings_and_with_an_action(string verb)
    {
        Type[] file = verb is "QueueCronJob" ? [typeof(string)] : verb is "Check" ? [typeof(IEnumerable<FilePath>)] : verb is "Cancel" or "Requeue" or "Queue" or "Logs" ? [typeof(FilePath)] : [];

        Assert.Equal(
            new Type[][] { [.. file], [.. file, typeof(GojiSettings)], [.. file, typeof(Action<GojiSettings>)] },
            Aliases.Where(alias => alias.Name == $"Goji{verb}" && !HasOptions(alias) && !TakesSeveral(alias)).Select(alias => alias.GetParameters().Skip(1).Select(parameter => parameter.ParameterType).ToArray()));
    }

    [Theory]
    [InlineData("Logs", typeof(FilePath), typeof(LogsOptions))]
    [InlineData("Queue", typeof(FilePath), typeof(QueueOptions))]
    [InlineData("QueueCronJob", typeof(string), typeof(QueueOptions))]
    public void Some_aliases_have_overloads_with_options(string verb, Type file, Type options) => Assert.Equal(
        [file, options, typeof(GojiSettings)],
        Assert.Single(Aliases, alias => alias.Name == $"Goji{verb}" && HasOptions(alias)).GetParameters().Skip(1).Select(parameter => parameter.ParameterType));

    [Fact]
    public void There_are_no_other_aliases_and_none_is_named_like_the_root_namespace()
    {
        Assert.Equal(Names.Select(verb => $"Goji{verb}").Order(), Aliases.Select(alias => alias.Name).Distinct().Order());
        Assert.Equal("Goji.Cake", typeof(GojiAliases).Namespace);
    }

    [Fact]
    public void Each_alias_extends_the_context_and_is_marked_and_imports_the_namespace_of_the_report()
    {
        Assert.All(Aliases, alias =>
        {
            Assert.Equal(typeof(ICakeContext), alias.GetParameters()[0].ParameterType);
            Assert.True(alias.IsDefined(typeof(ExtensionAttribute)));
            Assert.NotNull(alias.GetCustomAttribute<CakeMethodAliasAttribute>());
            Assert.NotNull(alias.GetCustomAttribute<CakeAliasCategoryAttribute>());
            Assert.Equal("Goji", alias.GetCustomAttribute<CakeNamespaceImportAttribute>()?.Namespace);
        });
    }

    [Fact]
    public void No_parameter_is_optional_or_by_reference()
    {
        Assert.All(Aliases.SelectMany(alias => alias.GetParameters()), parameter => Assert.False(parameter.IsOptional || parameter.ParameterType.IsByRef));
    }

    [Fact]
    public void Nothing_returned_is_nullable_or_a_tuple_or_a_task()
    {
        Assert.All(Aliases, alias =>
        {
            Assert.Equal(NullabilityState.NotNull, nullability.Create(alias.ReturnParameter).ReadState);
            Assert.False(typeof(ITuple).IsAssignableFrom(alias.ReturnType) || typeof(Task).IsAssignableFrom(alias.ReturnType));
        });
    }

    [Fact]
    public void No_signature_holds_a_type_of_a_package_that_another_addin_may_bring_in_another_version()
    {
        string[] known = ["Goji", "Goji.Cake", "Cake.Core", "System.Private.CoreLib"];
        var shown = Aliases.SelectMany(alias => alias.GetParameters().Select(parameter => parameter.ParameterType).Append(alias.ReturnType))
            .Concat(typeof(GojiSettings).GetProperties().Select(property => property.PropertyType))
            .SelectMany(type => type.GetGenericArguments().Append(type));

        Assert.All(shown, type => Assert.Contains(type.Assembly.GetName().Name, known));
    }

    [Fact]
    public void Public_names_collide_with_none_that_scripts_see_already()
    {
        string[] taken = ["Status", "Rule", "Tree", "Table", "Panel", "Progress", "Path", "File", "Text", "Color", "Layout"];

        Assert.All(
            typeof(GojiAliases).Assembly.GetExportedTypes().Concat(typeof(GojiReport).Assembly.GetExportedTypes()),
            type => Assert.DoesNotContain(type.Name, taken));
    }

    [Fact]
    public void Enums_of_settings_are_int_backed()
    {
        Assert.Equal([typeof(int), typeof(int)], new[] { typeof(GojiFailBuildOn), typeof(DuplicatePolicy) }.Select(Enum.GetUnderlyingType));
    }

    [Fact]
    public void Missing_arguments_are_named()
    {
        var context = new TestContext();

        Assert.Equal("context", Assert.Throws<ArgumentNullException>(() => GojiAliases.GojiProcess(null!, new GojiSettings())).ParamName);
        Assert.Equal("settings", Assert.Throws<ArgumentNullException>(() => context.GojiStatus((GojiSettings)null!)).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => context.GojiInit((Action<GojiSettings>)null!)).ParamName);
        Assert.Equal("file", Assert.Throws<ArgumentNullException>(() => context.GojiRequeue(null!)).ParamName);
        Assert.Equal("logs", Assert.Throws<ArgumentNullException>(() => context.GojiLogs("x.yaml", null!, new GojiSettings())).ParamName);
        Assert.Equal("manifest", Assert.Throws<ArgumentNullException>(() => context.GojiQueue(null!)).ParamName);
    }

    private static bool TakesSeveral(MethodInfo alias) =>
        alias.Name == "GojiCancel" && alias.GetParameters().Any(parameter => parameter.ParameterType == typeof(IEnumerable<FilePath>));

    private static bool HasOptions(MethodInfo alias) => alias.GetParameters().Any(parameter => parameter.ParameterType == typeof(LogsOptions) || parameter.ParameterType == typeof(QueueOptions));
}

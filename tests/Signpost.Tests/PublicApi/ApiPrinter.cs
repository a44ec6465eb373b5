using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Signpost.Tests.PublicApi;

/// <summary>Prints what an assembly shows to others: types by name, members by kind and name, always in the same order.</summary>
internal static class ApiPrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(IsWrittenByHand).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(TypeLine(type)).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    // The compiler keeps the receivers of extension blocks in types of its own.
    private static bool IsWrittenByHand(Type type) => !type.FullName!.Contains('<', StringComparison.Ordinal);

    private static string TypeLine(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } when IsRecord(type) => "record struct",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
        };
        var bases = (type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType) && above != typeof(Enum) ? [above] : Type.EmptyTypes)
            .Concat(type.GetInterfaces().Where(face => face.IsPublic && !type.IsEnum && !(IsRecord(type) && face.Name is "IEquatable`1"))).Select(NameOf).Order(StringComparer.Ordinal).ToArray();
        return $"{kind} {type.Namespace}.{NameOf(type)}{(bases is [] ? "" : $" : {string.Join(", ", bases)}")}";
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
            $"{Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture),3} {field.Name}")
        : type.GetMembers(Declared).Where(member => !IsWrittenByTheCompiler(member)).Select(LineOf).OfType<string>();

    // A record's equality, its printing and its copying are in the language; the extension blocks are shown as the methods they become.
    private static bool IsWrittenByTheCompiler(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || (member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not PropertyInfo)
        || member.Name is "EqualityContract" or "PrintMembers";

    private static string? LineOf(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsShown(constructor) => $"new({Parameters(constructor)})",
        FieldInfo { IsPublic: true, IsLiteral: true } field => $"const {NameOf(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo { IsPublic: true } field => $"field {NameOf(field.FieldType)} {field.Name}",
        PropertyInfo property when property.GetMethod is { } getter && IsShown(getter) => PropertyLine(property, getter),
        MethodInfo { IsSpecialName: false } method when IsShown(method) =>
            $"{(method.IsStatic ? "static " : "")}{Nullable(Nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        _ => null,
    };

    private static string PropertyLine(PropertyInfo property, MethodInfo getter)
    {
        var setter = property.SetMethod is { } set && IsShown(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{(getter.IsStatic ? "static " : "")}{required}{Nullable(Nullability.Create(property))} {property.Name} {{ get;{setter} }}";
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Nullable(Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

    private static string Nullable(NullabilityInfo info) =>
        NameOf(info.Type) + (info.ReadState is NullabilityState.Nullable && System.Nullable.GetUnderlyingType(info.Type) is null ? "?" : "");

    private static string NameOf(Type type)
    {
        if (System.Nullable.GetUnderlyingType(type) is { } value)
        {
            return NameOf(value) + "?";
        }

        if (type.IsByRef || type.IsArray)
        {
            return NameOf(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = (type.IsNested ? $"{NameOf(type.DeclaringType!)}.{type.Name}" : type.Name).Split('`')[0];
        var arguments = type.GetGenericArguments();
        return arguments is [] ? name : $"{name}<{string.Join(", ", arguments.Select(NameOf))}>";
    }
}

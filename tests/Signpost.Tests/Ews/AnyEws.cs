using System.Collections.Immutable;
using CsCheck;
using Signpost.Ews;
using Signpost.Transport;

namespace Signpost.Tests.Ews;

/// <summary>Random parts of messages.</summary>
internal static class AnyEws
{
    // Any text that XML can hold, without white space at its ends, which XML does not keep for us.
    public static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char[' ', '\ud7ff'].Array[0, 12].Select(chars => new string(chars).Trim(' ')),
        Gen.Const(""),
        Gen.Const("a\rb\nc\td"),
        Gen.Const("<&>]]>\"'"),
        Gen.Const("\ud83d\ude00\u202e\ufffd"));

    public static readonly Gen<EwsTime> Times =
        from ticks in Gen.Long[new DateTime(1601, 1, 2).Ticks, new DateTime(9000, 1, 1).Ticks]
        from seconds in Gen.Bool
        from minutes in Gen.Int[-14 * 60, 14 * 60]
        from time in Gen.OneOf(
            EwsTime.Local(At(ticks, seconds)),
            EwsTime.Utc(new DateTimeOffset(At(ticks, seconds), TimeSpan.Zero)),
            EwsTime.At(new DateTimeOffset(At(ticks, seconds), TimeSpan.FromMinutes(minutes))))
        select time;

    public static readonly Gen<EwsDuration> Durations = Gen.Select(Times, Times, (start, end) => new EwsDuration(start, end));

    public static readonly Gen<EwsAddress> Addresses =
        Gen.Select(Texts, Texts, Texts, (address, name, routing) => new EwsAddress(address) { Name = name, RoutingType = routing });

    public static readonly Gen<EwsErrorCode> Codes = Gen.OneOf(
        Gen.OneOf(EwsErrorCode.NoError, EwsErrorCode.MailRecipientNotFound, EwsErrorCode.TimeoutExpired), Texts.Select(text => new EwsErrorCode("a" + text)));

    public static readonly Gen<EwsOutcome> Outcomes =
        Gen.Select(Gen.Enum<EwsResponseClass>(), Codes, Texts, (kind, code, message) => new EwsOutcome(kind, code, message));

    public static readonly Gen<EwsFault> Faults = Gen.Select(Codes, Texts, Gen.Int[-1, 1_000_000], (code, message, wait) =>
        new EwsFault(code, message) { BackOff = wait < 0 ? null : TimeSpan.FromMilliseconds(wait) });

    public static readonly Gen<ServerVersionInfo?> Servers = Gen.OneOf(
        Gen.Const((ServerVersionInfo?)null),
        Gen.Select(Gen.Int[0, int.MaxValue].Array[4], Texts).Select((n, name) => (ServerVersionInfo?)new ServerVersionInfo(n[0], n[1], n[2], n[3], name)));

    public static Gen<ImmutableArray<T>> Some<T>(Gen<T> one) => one.Array[0, 3].Select(all => all.ToImmutableArray());

    private static DateTime At(long ticks, bool wholeSeconds) => new(wholeSeconds ? ticks - (ticks % TimeSpan.TicksPerSecond) : ticks);
}

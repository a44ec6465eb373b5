using System.Globalization;

namespace Signpost.Doctor.Rules;

/// <summary>How evidence counts and lists.</summary>
internal static class Words
{
    private const int MostTold = 4;

    public static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    public static string Some(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return string.Join(", ", all.Take(MostTold)) + (all.Length > MostTold ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MostTold} more") : "");
    }

    public static string Duration(TimeSpan time) => time.Duration() < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Duration().TotalSeconds:0} s")
        : time.Duration() < TimeSpan.FromHours(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Duration().TotalMinutes:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Duration().TotalHours:0} h");
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Signpost.Server.Configuration;

/// <summary>A part of the configuration being read. What is wrong is gathered, so that an administrator sees all of it at once.</summary>
/// <param name="part">The keys and values.</param>
/// <param name="path">Where it lies in the whole.</param>
/// <param name="folder">What names of files are relative to.</param>
/// <param name="faults">What is wrong.</param>
internal sealed class ConfigurationNode(IConfiguration part, string path, string folder, List<ConfigurationFault> faults)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says that a key's value can't be used.</summary>
    public void Fault(string key, string what) => faults.Add(new ConfigurationFault(PathOf(key), WithoutUser(what)));

    /// <summary>Whether anything is said here.</summary>
    public bool Has(string key)
    {
        known.Add(key);
        return part.GetSection(key).Exists();
    }

    /// <summary>Whether it is one value, and not a group.</summary>
    public bool IsValue(string key)
    {
        known.Add(key);
        return part.GetSection(key).Value is not null;
    }

    /// <summary>A text; null where there is none, or only spaces.</summary>
    public string? Text(string key)
    {
        known.Add(key);
        var section = part.GetSection(key);
        if (section.GetChildren().Any())
        {
            Fault(key, "is one value, not a list or a group");
        }

        return section.Value?.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>A text that must be one of a few words; compared without case.</summary>
    public string? Word(string key, params ReadOnlySpan<string> words)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        foreach (var word in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        Fault(key, $"'{text}' is none of {string.Join(", ", words.ToArray())}");
        return null;
    }

    /// <summary>A DNS name, as A-labels in lower case.</summary>
    public string? Host(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (MailboxAddress.TryDomain(text, out var host))
        {
            return host;
        }

        Fault(key, $"'{text}' is not a DNS name");
        return null;
    }

    /// <summary>The name of a file; null where there is none.</summary>
    public string? File(string key) => Text(key) is { } name ? Path.Combine(folder, name) : null;

    /// <summary>The name of a file that nobody gave.</summary>
    public string Beside(string name) => Path.Combine(folder, name);

    public bool Flag(string key, bool otherwise) => Word(key, "true", "false") is { } word ? word is "true" : otherwise;

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(key, $"'{text}' is not a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
        return otherwise;
    }

    /// <summary>A time: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>12h</c>, <c>7d</c>.</summary>
    public TimeSpan Time(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (TryTime(text, out var time) && time >= least && time <= most)
        {
            return time;
        }

        Fault(key, $"'{text}' is not a time from {Words(least)} to {Words(most)}, such as 30s, 5m or 12h");
        return otherwise;
    }

    /// <summary>Texts: a list, or one value with commas, as environment variables have it.</summary>
    public ImmutableArray<string> List(string key)
    {
        known.Add(key);
        var section = part.GetSection(key);
        return [.. section.Value is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : section.GetChildren().Select(child => child.Value?.Trim() ?? "").Where(value => value is not "")];
    }

    public ImmutableArray<IPEndPoint> EndPoints(string key, int defaultPort)
    {
        var all = ImmutableArray.CreateBuilder<IPEndPoint>();
        foreach (var text in List(key))
        {
            if (TryEndPoint(text, defaultPort, out var one))
            {
                all.Add(one);
            }
            else
            {
                Fault(key, $"'{text}' is not an address to listen on, such as *:{defaultPort.ToString(CultureInfo.InvariantCulture)}, 10.0.0.5:443 or [fd00::5]:443");
            }
        }

        return all.ToImmutable();
    }

    public ConfigurationNode Child(string key)
    {
        known.Add(key);
        if (part.GetSection(key).Value is { Length: > 0 })
        {
            Fault(key, "is a group of keys, not one value");
        }

        return new ConfigurationNode(part.GetSection(key), PathOf(key), folder, faults);
    }

    public ImmutableArray<ConfigurationNode> Children(string key)
    {
        known.Add(key);
        return [.. part.GetSection(key).GetChildren().Select(child => new ConfigurationNode(child, $"{PathOf(key)}.{child.Key}", folder, faults))];
    }

    /// <summary>Says of every key that nobody asked for that it means nothing: most are misspelt.</summary>
    public void Done()
    {
        foreach (var child in part.GetChildren().Where(child => !known.Contains(child.Key)))
        {
            Fault(child.Key, $"there is no such key; there are {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}");
        }
    }

    private string PathOf(string key) => path is "" ? key : $"{path}.{key}";

    private static bool TryTime(string text, out TimeSpan time)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = text[..^unit.Length];
        double? seconds = unit switch { "ms" => 0.001, "" or "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => null };
        var isRead = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && seconds is not null && value < 1e7;
        time = isRead ? TimeSpan.FromSeconds(value * seconds!.Value) : default;
        return isRead;
    }

    private static string Words(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "0",
        _ when time < TimeSpan.FromMinutes(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s"),
        _ when time < TimeSpan.FromHours(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes}m"),
        _ when time < TimeSpan.FromDays(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays}d"),
    };

    private static bool TryEndPoint(string text, int defaultPort, out IPEndPoint endPoint)
    {
        var any = text.StartsWith('*') ? $"[::]{text[1..]}" : text;
        if (!IPEndPoint.TryParse(any, out var read))
        {
            endPoint = new IPEndPoint(IPAddress.None, 0);
            return false;
        }

        // Without a port the text may only be an address; port 0, any that is free, must be written.
        var hasPort = any.StartsWith('[') ? any.Contains("]:", StringComparison.Ordinal) : any.Count(c => c is ':') == 1;
        endPoint = hasPort ? read : new IPEndPoint(read.Address, defaultPort);
        return true;
    }

    // Somebody may have put a user and a password into a URL, and what is said of it goes into the log.
    private static string WithoutUser(string what)
    {
        var (scheme, at) = (what.IndexOf(":/", StringComparison.Ordinal), what.LastIndexOf('@'));
        if (scheme < 0 || at < scheme)
        {
            return what;
        }

        var user = scheme + 1;
        while (what[user] is '/')
        {
            user++;
        }

        return $"{what[..user]}…{what[at..]}";
    }
}

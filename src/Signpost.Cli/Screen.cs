using System.Collections.Immutable;
using Signpost.Discovery;
using Spectre.Console;

namespace Signpost.Cli;

/// <summary>Where the command prints and asks: the result on standard output, everything else on standard error.</summary>
internal sealed class Screen(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal, bool canAsk)
{
    // Made when they are needed: finding out what a terminal can do takes longer than all the rest of a short command.
    private readonly Lazy<IAnsiConsole> outputConsole = new(() => Unwrapped(ConsoleOn(output, isOutputTerminal)));
    private readonly Lazy<IAnsiConsole?> liveConsole = new(() => isErrorTerminal && isOutputTerminal ? ConsoleOn(error, true) : null);

    public static Screen Terminal { get; } = new(
        Buffered(Console.OpenStandardOutput()), Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, !Console.IsInputRedirected && !Console.IsErrorRedirected);

    /// <summary>Shows what is printed and not yet shown; to be called when the command ends, however it does.</summary>
    public void Flush() => output.Flush();

    /// <summary>Standard output.</summary>
    public TextWriter Output => output;

    /// <summary>Standard error.</summary>
    public TextWriter Error => error;

    /// <summary>How many characters a line of standard output may have.</summary>
    public int Width => isOutputTerminal && Console.WindowWidth is > 0 and var width ? width : 80;

    /// <summary>Whether somebody sits there to be asked.</summary>
    public bool CanAsk => canAsk;

    /// <summary>A console for the live view; null where there is no terminal to draw on.</summary>
    public IAnsiConsole? LiveConsole => liveConsole.Value;

    public void Print(IEnumerable<ReportLine> lines)
    {
        foreach (var line in lines)
        {
            Print(line);
        }
    }

    public void Print(byte[] utf8)
    {
        output.WriteLine(System.Text.Encoding.UTF8.GetString(utf8));
    }

    public void Print(string text) => output.WriteLine(text);

    /// <summary>One line for the user about something that went wrong.</summary>
    public void Complain(string line) => error.WriteLine($"signpost: {line}");

    public void Explain(string text) => error.WriteLine(text);

    public Secret AskPassword(string user)
    {
        error.Write($"Password of {user}: ");
        var password = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                password.Length = Math.Max(0, password.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                password.Append(key.KeyChar);
            }
        }

        error.WriteLine();
        return new Secret(password.ToString());
    }

    public Task<bool> AskHostAsync(string host, CancellationToken cancellationToken)
    {
        error.Write($"Only a redirect, an SRV record or the plan named {host}. Send it the password? [y/N] ");
        var answer = Console.ReadLine();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(answer?.Trim() is "y" or "Y" or "yes");
    }

    /// <summary>A line in colour.</summary>
    public static Text TextOf(ReportSpan span) => new(span.Text, StyleOf(span.Tone));

    /// <summary>Lines as one thing to draw.</summary>
    public static Paragraph ParagraphOf(ImmutableArray<ReportLine> lines)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Ellipsis };
        foreach (var (n, line) in lines.Index())
        {
            if (n > 0)
            {
                paragraph.Append("\n");
            }

            foreach (var span in line.Spans)
            {
                paragraph.Append(span.Text, StyleOf(span.Tone));
            }
        }

        return paragraph;
    }

    private void Print(ReportLine line)
    {
        if (!isOutputTerminal)
        {
            output.WriteLine(line.ToString());
            return;
        }

        foreach (var span in line.Spans)
        {
            outputConsole.Value.Write(TextOf(span));
        }

        output.WriteLine();
    }

    // Ten thousand lines are ten thousand writes on the console's own writer.
    private static StreamWriter Buffered(Stream stream) => new(stream, new System.Text.UTF8Encoding(false), 1 << 16);

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = InteractionSupport.No,
    });

    // The terminal wraps what is too long; a console that wraps by itself would break URLs.
    private static IAnsiConsole Unwrapped(IAnsiConsole console)
    {
        console.Profile.Width = 4096;
        return console;
    }

    private static Style StyleOf(ReportTone tone) => tone switch
    {
        ReportTone.Strong => new Style(decoration: Decoration.Bold),
        ReportTone.Good => new Style(Color.Green),
        ReportTone.Bad => new Style(Color.Red),
        ReportTone.Warning => new Style(Color.Yellow),
        ReportTone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}

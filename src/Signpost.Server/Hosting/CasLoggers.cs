using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Signpost.Server.Configuration;

namespace Signpost.Server.Hosting;

/// <summary>The log of a CAS: one line for each thing that is said, on standard error, as text or as JSON; docs/logs.md lists them.</summary>
public static class CasLoggers
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>A log that nobody reads.</summary>
    public static ILoggerFactory None => LoggerFactory.Create(_ => { });

    /// <summary>Makes the log.</summary>
    public static ILoggerFactory Create(LogConfiguration log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
            logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);               // why it can't start is said by who started it, and once
            logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);   // else an activity is made for every request, for nobody
            logging.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;

                // Who does not read the log must not stop the server; the logger itself says how many lines were lost.
                console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                console.MaxQueueLength = 10_000;
            });
            if (log.IsJson)
            {
                logging.AddJsonConsole(line => (line.TimestampFormat, line.UseUtcTimestamp) = (Stamp.TrimEnd(), true));
            }
            else
            {
                logging.AddSimpleConsole(line =>
                {
                    line.SingleLine = true;
                    line.ColorBehavior = LoggerColorBehavior.Disabled;
                    (line.TimestampFormat, line.UseUtcTimestamp) = (Stamp, true);
                });
            }
        });
    }
}

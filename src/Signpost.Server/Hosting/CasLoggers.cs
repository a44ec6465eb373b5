using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Signpost.Server.Configuration;

namespace Signpost.Server.Hosting;

/// <summary>Where a CAS says what happens: standard error, a line for each event.</summary>
public static class CasLoggers
{
    /// <summary>Nowhere.</summary>
    public static ILoggerFactory None => LoggerFactory.Create(_ => { });

    /// <summary>Standard error, as the configuration wants it.</summary>
    public static ILoggerFactory Create(LogConfiguration log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
            logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            if (log.IsJson)
            {
                logging.AddJsonConsole(line => line.UseUtcTimestamp = true);
            }
            else
            {
                logging.AddSimpleConsole(line =>
                {
                    line.SingleLine = true;
                    line.ColorBehavior = LoggerColorBehavior.Disabled;
                    line.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                    line.UseUtcTimestamp = true;
                });
            }
        });
    }
}

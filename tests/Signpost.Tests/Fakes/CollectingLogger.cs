using Microsoft.Extensions.Logging;

namespace Signpost.Tests.Fakes;

/// <summary>A line of the log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, EventId Id, string Text, IReadOnlyDictionary<string, object?> Values);

/// <summary>A log that is kept, from a level on.</summary>
internal sealed class CollectingLogger(LogLevel least = LogLevel.Information) : ILoggerFactory
{
    public List<LogLine> Lines { get; } = [];

    public IEnumerable<string> Names => Lines.Select(line => line.Id.Name!);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Writer(CollectingLogger log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
            log.Lines.Add(new LogLine(category, logLevel, eventId, formatter(state, exception), values.ToDictionary()));
        }
    }

    private LogLevel Least => least;
}

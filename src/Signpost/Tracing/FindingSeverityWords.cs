namespace Signpost.Tracing;

/// <summary>The words for a severity.</summary>
public static class FindingSeverityWords
{
    extension(FindingSeverity severity)
    {
        /// <summary>The severity in JSON.</summary>
        public string Word => severity switch
        {
            FindingSeverity.Information => "information",
            FindingSeverity.Warning => "warning",
            FindingSeverity.Error => "error",
            _ => throw new UnreachableException(),
        };
    }
}

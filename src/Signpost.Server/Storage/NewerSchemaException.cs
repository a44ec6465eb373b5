using System.Globalization;

namespace Signpost.Server.Storage;

/// <summary>The store was made by a newer program; thrown while it is opened, and turned into words by the store.</summary>
internal sealed class NewerSchemaException(int version, int newest)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"it is of a newer signpost: its schema is {version}, and this one knows {newest}; update signpost"));

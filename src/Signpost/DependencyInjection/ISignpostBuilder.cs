using Signpost;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where <see cref="SignpostClient"/> is registered, to add more to it.</summary>
public interface ISignpostBuilder
{
    /// <summary>The services it is registered in.</summary>
    IServiceCollection Services { get; }
}

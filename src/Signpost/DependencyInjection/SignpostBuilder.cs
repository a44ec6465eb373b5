namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The services, and nothing more.</summary>
internal sealed record SignpostBuilder(IServiceCollection Services) : ISignpostBuilder;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A handler that stands in the way of every request.</summary>
internal sealed record SignpostHandler(Func<IServiceProvider, DelegatingHandler> Create);

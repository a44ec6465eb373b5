using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Server.Conduct;
using Signpost.Server.Endpoints;

namespace Signpost.Server.Operation;

/// <summary>Counts requests, and traces them where somebody listens.</summary>
/// <param name="meter">Counts.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestWatch(ServerMeter meter, TimeProvider time)
{
    private static readonly ActivitySource Source = new(ServerMeter.Name, ServerMeter.Version);

    private static readonly FrozenDictionary<string, RequestEndpoint> Endpoints = new Dictionary<string, RequestEndpoint>
    {
        [AutodiscoverPox.Path] = RequestEndpoint.Pox,
        [AutodiscoverSoap.Path] = RequestEndpoint.Soap,
        [ExchangeWebServices.Path] = RequestEndpoint.Ews,
        [AutoconfigCodec.WellKnownPath] = RequestEndpoint.Autoconfig,
        [AutoconfigCodec.HostPath] = RequestEndpoint.Autoconfig,
        [HealthEndpoints.Live] = RequestEndpoint.Health,
        [HealthEndpoints.Ready] = RequestEndpoint.Health,
    }.Concat(AppleMobileConfig.Paths.Select(path => KeyValuePair.Create(path, RequestEndpoint.MobileConfig))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request be answered and counts it.</summary>
    public async Task AnswerAsync(HttpContext exchange, RequestDelegate answer)
    {
        var began = time.GetTimestamp();
        using var activity = Start();
        RequestResult? broken = RequestResult.Error;
        try
        {
            await answer(exchange);
            broken = null;
        }
        catch (BadHttpRequestException)
        {
            broken = RequestResult.Invalid;     // the body broke off, or came too slowly
            throw;
        }
        finally
        {
            var note = exchange.Features.Get<RequestNote>();
            var endpoint = note?.Endpoint ?? EndpointOf(exchange);
            var result = exchange.RequestAborted.IsCancellationRequested ? RequestResult.Gone
                : broken ?? (note is { Result: var noted } && !HasFailedSince(exchange, noted) ? noted : ResultOf(exchange));
            meter.Answered(endpoint, result, time.GetElapsedTime(began));
            if (activity is not null)
            {
                Describe(activity, endpoint, result, exchange.Response.StatusCode);
            }
        }
    }

    // An endpoint notes what it is about to write, and may fail while it does.
    private static bool HasFailedSince(HttpContext exchange, RequestResult noted) =>
        exchange.Response.StatusCode >= StatusCodes.Status500InternalServerError && noted is (RequestResult.Ok or RequestResult.Redirect or RequestResult.Unknown);

    // What a client says of a trace it belongs to is not believed: anybody could write into ours.
    private static Activity? Start()
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return Source.StartActivity("request", ActivityKind.Server);
    }

    private static void Describe(Activity activity, RequestEndpoint endpoint, RequestResult result, int status)
    {
        activity.DisplayName = ServerMeter.WordOf(endpoint);
        activity.SetTag(ServerMeter.EndpointTag, ServerMeter.WordOf(endpoint));
        activity.SetTag(ServerMeter.ResultTag, ServerMeter.WordOf(result));
        activity.SetTag("http.response.status_code", status);
        if (result is RequestResult.Error or RequestResult.Away)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static RequestEndpoint EndpointOf(HttpContext exchange)
    {
        var path = exchange.Request.Path;
        if (!Endpoints.TryGetValue(path.Value ?? "", out var endpoint))
        {
            endpoint = path.StartsWithSegments(AutodiscoverJson.Path, StringComparison.OrdinalIgnoreCase) ? RequestEndpoint.Json
                : HealthEndpoints.IsPage(path) ? RequestEndpoint.Health
                : RequestEndpoint.Other;
        }

        return endpoint is not RequestEndpoint.Health && exchange.Features.Get<ClientOrigin>() is { IsHttps: false } ? RequestEndpoint.Redirect : endpoint;
    }

    private static RequestResult ResultOf(HttpContext exchange) => exchange.Response.StatusCode switch
    {
        < 300 => RequestResult.Ok,
        < 400 => RequestResult.Redirect,
        StatusCodes.Status401Unauthorized => exchange.Request.Headers.Authorization.Count is 0 ? RequestResult.Challenged : RequestResult.Refused,
        StatusCodes.Status403Forbidden => RequestResult.Refused,
        StatusCodes.Status404NotFound => RequestResult.Unknown,
        StatusCodes.Status413PayloadTooLarge => RequestResult.TooLarge,
        StatusCodes.Status429TooManyRequests => RequestResult.Limited,
        < 500 => RequestResult.Invalid,
        StatusCodes.Status503ServiceUnavailable => RequestResult.Away,
        _ => RequestResult.Error,
    };
}

using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Signpost.Server.Configuration;

namespace Signpost.Server.Operation;

/// <summary>Who is told what is measured: Prometheus when it asks, a collector by OTLP over HTTP.</summary>
internal sealed class ServerTelemetry : IDisposable
{
    // The platform's own: memory, collections, threads; connections and handshakes. Their tags are bounded as well.
    private static readonly string[] Meters = [ServerMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly TracerProvider? traces;

    private ServerTelemetry(MeterProvider metrics, TracerProvider? traces) => (Metrics, this.traces) = (metrics, traces);

    /// <summary>What Prometheus is shown.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>As the configuration wants it; null where nobody is told anything, and then nothing is gathered.</summary>
    public static ServerTelemetry? Create(ServerConfiguration configuration)
    {
        var (collector, forPrometheus) = (configuration.Telemetry.OtlpEndpoint, configuration.Telemetry.Prometheus && configuration.Listen.Management is not []);
        if (collector is null && !forPrometheus)
        {
            return null;
        }

        // The SDK adds what OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say.
        var resource = ResourceBuilder.CreateDefault().AddService("signpost", serviceVersion: ServerMeter.Version).AddEnvironmentVariableDetector();
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters);
        if (forPrometheus)
        {
            metrics.AddPrometheusExporter();
        }

        if (collector is null)
        {
            return new ServerTelemetry(metrics.Build(), null);
        }

        metrics.AddOtlpExporter(how => To(how, collector, "v1/metrics"));
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ServerMeter.Name).AddOtlpExporter(how => To(how, collector, "v1/traces"));
        return new ServerTelemetry(metrics.Build(), traces.Build());
    }

    /// <summary>Sends what has not been sent.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        Metrics.Dispose();
    }

    private static void To(OtlpExporterOptions how, Uri collector, string path)
    {
        how.Protocol = OtlpExportProtocol.HttpProtobuf;
        how.Endpoint = new Uri(collector.AbsoluteUri.EndsWith('/') ? collector : new Uri(collector.AbsoluteUri + "/"), path);
        how.TimeoutMilliseconds = 5000;
    }
}

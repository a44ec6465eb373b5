using Signpost.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
Console.OutputEncoding = new System.Text.UTF8Encoding(false);
return await App.RunAsync(args, Screen.Terminal, interrupted.Token);

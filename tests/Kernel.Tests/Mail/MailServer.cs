using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bureau.Kernel.Tests.Mail;

/// <summary>As much of a mail server as a client needs that neither signs in nor encrypts (RFC 5321).</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener;

    public MailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    /// <summary>What was handed over, oldest first.</summary>
    public List<string> Received { get; } = [];

    /// <summary>How many messages it takes and then hangs up without saying so.</summary>
    public int Forgets { get; set; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == "QUIT") return;
            await writer.WriteLineAsync(line == "DATA" ? "354 Go on" : "250 OK");
            if (line != "DATA") continue;
            var message = new StringBuilder();
            while (await reader.ReadLineAsync() is { } part && part != ".") message.Append(part).Append('\n');
            lock (Received) Received.Add(message.ToString());
            if (Forgets-- > 0) return;
            await writer.WriteLineAsync("250 Taken");
        }
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bureau.Kernel.Clients;

namespace Bureau.Kernel.Data;

/// <summary>
/// Encrypts single values at rest: AES-256-GCM under a key of the client's own, derived from the master key. The place of the value is
/// authenticated with it, so a ciphertext moved to another row, column or client does not open.
/// </summary>
public sealed class FieldCipher(MasterKey master)
{
    private const int NonceSize = 12, TagSize = 16, HeadSize = 1 + 4;

    // Setting up a cipher costs as much as encrypting: each thread keeps the one it used last.
    [ThreadStatic] private static (MasterKey Master, string Purpose, ClientId Client, AesGcm Cipher)? s_last;

    // Asking for random bytes costs more than a short document's encryption: they are drawn for many nonces at once, and each is used once.
    [ThreadStatic] private static byte[]? s_nonces;
    [ThreadStatic] private static int s_noncesLeft;

    /// <param name="place">Table, column and row, e.g. <c>onboarding.fact/bank_account/4711</c>.</param>
    /// <returns><c>v1|key id|base64 of nonce, ciphertext and tag</c>.</returns>
    public string Encrypt(ClientId client, string place, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var packet = new byte[NonceSize + plain.Length + TagSize];
        NewNonce(packet.AsSpan(0, NonceSize));
        CipherOf("field", client).Encrypt(packet.AsSpan(0, NonceSize), plain, packet.AsSpan(NonceSize, plain.Length), packet.AsSpan(NonceSize + plain.Length), Place(client, place));
        return $"v1|{master.Id}|{Convert.ToBase64String(packet)}";
    }

    /// <exception cref="CryptographicException">The value was altered, moved, or written under another key.</exception>
    public string Decrypt(ClientId client, string place, string encrypted)
    {
        var parts = encrypted.Split('|', 3);
        if (parts is not ["v1", var keyId, var body]) throw new CryptographicException("Not an encrypted value of version 1.");
        if (keyId != master.Id) throw new CryptographicException($"The value was encrypted under master key {keyId}; this installation has {master.Id}.");
        var packet = Convert.FromBase64String(body);
        var plain = new byte[packet.Length - NonceSize - TagSize];
        CipherOf("field", client).Decrypt(packet.AsSpan(0, NonceSize), packet.AsSpan(NonceSize, plain.Length), packet.AsSpan(NonceSize + plain.Length), plain, Place(client, place));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Encrypts a document. The packet is a version byte, the key id, nonce, ciphertext and tag.</summary>
    /// <param name="place">Table, column and row, in any form that tells rows apart.</param>
    public byte[] Encrypt(ClientId client, ReadOnlySpan<byte> place, ReadOnlySpan<byte> document)
    {
        var packet = new byte[PacketLength(document)];
        Encrypt(client, place, document, packet);
        return packet;
    }

    /// <param name="packet">Takes the packet, <see cref="PacketLength"/> bytes.</param>
    public void Encrypt(ClientId client, ReadOnlySpan<byte> place, ReadOnlySpan<byte> document, Span<byte> packet)
    {
        packet[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(packet[1..], master.Number);
        var nonce = packet.Slice(HeadSize, NonceSize);
        NewNonce(nonce);
        CipherOf("document", client).Encrypt(nonce, document, packet.Slice(HeadSize + NonceSize, document.Length), packet[^TagSize..], place);
    }

    public static int PacketLength(ReadOnlySpan<byte> document) => HeadSize + NonceSize + document.Length + TagSize;

    /// <exception cref="CryptographicException">The document was altered, moved, or written under another key.</exception>
    public byte[] Decrypt(ClientId client, ReadOnlySpan<byte> place, ReadOnlySpan<byte> packet)
    {
        var document = new byte[Math.Max(0, packet.Length - HeadSize - NonceSize - TagSize)];
        Decrypt(client, place, packet, document);
        return document;
    }

    /// <param name="document">Takes the document; as long as the packet is always enough.</param>
    /// <returns>How long the document is.</returns>
    /// <exception cref="CryptographicException">The document was altered, moved, or written under another key.</exception>
    public int Decrypt(ClientId client, ReadOnlySpan<byte> place, ReadOnlySpan<byte> packet, Span<byte> document)
    {
        if (packet.Length < HeadSize + NonceSize + TagSize || packet[0] != 1) throw new CryptographicException("Not an encrypted document of version 1.");
        if (BinaryPrimitives.ReadUInt32BigEndian(packet[1..]) != master.Number)
            throw new CryptographicException($"The document was encrypted under master key {Convert.ToHexStringLower(packet.Slice(1, 4))}; this installation has {master.Id}.");
        var length = packet.Length - HeadSize - NonceSize - TagSize;
        CipherOf("document", client).Decrypt(packet.Slice(HeadSize, NonceSize), packet.Slice(HeadSize + NonceSize, length), packet[^TagSize..], document[..length], place);
        return length;
    }

    private static void NewNonce(Span<byte> nonce)
    {
        const int Drawn = 128;
        var nonces = s_nonces ??= new byte[Drawn * NonceSize];
        if (s_noncesLeft == 0)
        {
            RandomNumberGenerator.Fill(nonces);
            s_noncesLeft = Drawn;
        }
        nonces.AsSpan(--s_noncesLeft * NonceSize, NonceSize).CopyTo(nonce);
    }

    private AesGcm CipherOf(string purpose, ClientId client)
    {
        if (s_last is { } last)
        {
            if (last.Master == master && last.Purpose == purpose && last.Client == client) return last.Cipher;
            last.Cipher.Dispose();
        }
        var cipher = new AesGcm(master.Derive(purpose, client), TagSize);
        s_last = (master, purpose, client, cipher);
        return cipher;
    }

    /// <summary>Equal values of one client and column have equal indexes; nothing else can be told from them.</summary>
    public string BlindIndex(ClientId client, string column, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(master.Derive("index", client), Encoding.UTF8.GetBytes(column + "\n" + value.Trim().ToUpperInvariant())));

    private static byte[] Place(ClientId client, string place) => Encoding.UTF8.GetBytes($"{client}/{place}");
}

/// <summary>
/// The installation's 256-bit master key, from configuration (<c>Security:MasterKey</c>, base64) or, in the embedded edition, a file beside the
/// data that is made at first start and readable by its owner only. Without it, encrypted values cannot be read.
/// </summary>
public sealed class MasterKey
{
    private readonly byte[] _key;
    private readonly ConcurrentDictionary<(string Purpose, ClientId Client), byte[]> _derived = new();

    public MasterKey(byte[] key)
    {
        if (key.Length != 32) throw new ArgumentException("The master key must be 32 bytes. Make one with: openssl rand -base64 32", nameof(key));
        _key = key;
        Number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key));
        Id = Number.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Tells keys apart without telling what they are.</summary>
    public string Id { get; }

    /// <summary><see cref="Id"/> as packets carry it.</summary>
    internal uint Number { get; }

    public static MasterKey FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            try
            {
                using var file = new FileStream(path, options);
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another instance made it first: use that one.
            }
        }
        return new MasterKey(Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }

    /// <summary>Derived once for each purpose and client: a pay run opens hundreds of thousands of values.</summary>
    internal byte[] Derive(string purpose, ClientId client) => _derived.GetOrAdd((purpose, client), key =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: Encoding.ASCII.GetBytes($"bureau/{key.Purpose}/{key.Client}")));

    /// <summary>Key of the hash chains of audit and seals: who can write rows still cannot forge a chain.</summary>
    internal byte[] DeriveForAudit(ClientId client) => Derive("audit", client);
}

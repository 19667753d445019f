using System.Buffers.Binary;
using System.Security.Cryptography;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Bureau.Payroll.Payslips.Document;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Frozen inputs and payslips hold names, tax ids and pay: they are stored encrypted, each bound to its table, run and person, so that a copy moved to another
/// row does not open. Hashes are of the plain bytes. A payslip is bound to its hash as well: whatever opens with a hash is the document that was hashed, and one of an earlier calculation
/// does not open (decision 18).
/// </summary>
internal sealed class DocumentCipher(FieldCipher cipher)
{
    private const int PlaceSize = 1 + 2 * sizeof(long), PlaceAndHashSize = PlaceSize + SHA256.HashSizeInBytes;

    private enum Table : byte { Input = 1, Payslip = 2, Pdf = 3, Message = 4, Variance = 5 }

    public byte[] EncryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> document) => cipher.Encrypt(client, Place(stackalloc byte[PlaceSize], Table.Input, runId, employeeId), document);

    public byte[] DecryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[PlaceSize], Table.Input, runId, employeeId), packet);

    /// <returns>A part of the buffer, which grows where it must; valid until it is used again.</returns>
    public ReadOnlySpan<byte> DecryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet, ref byte[] buffer) => Decrypt(client, Place(stackalloc byte[PlaceSize], Table.Input, runId, employeeId), packet, ref buffer);

    /// <param name="hash">SHA-256 of the document.</param>
    /// <param name="packet">Takes the packet, <see cref="FieldCipher.PacketLength"/> bytes.</param>
    public void EncryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> document, Span<byte> packet) =>
        cipher.Encrypt(client, Place(stackalloc byte[PlaceAndHashSize], Table.Payslip, runId, employeeId, hash), document, packet);

    /// <param name="hash">As it stands beside the packet.</param>
    /// <exception cref="CryptographicException">The payslip was altered or moved, or is not the one of the hash.</exception>
    public byte[] DecryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> packet)
    {
        byte[] buffer = [];
        return DecryptPayslip(client, runId, employeeId, hash, packet, ref buffer).ToArray();
    }

    /// <returns>A part of the buffer, which grows where it must; valid until it is used again.</returns>
    /// <inheritdoc cref="DecryptPayslip(ClientId, long, long, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public ReadOnlySpan<byte> DecryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> packet, ref byte[] buffer)
    {
        if (hash.Length == SHA256.HashSizeInBytes)
        {
            var place = Place(stackalloc byte[PlaceAndHashSize], Table.Payslip, runId, employeeId, hash);
            if (Opens(client, place, packet, ref buffer, out var document)) return document;
            // Payslips of a release before decision 18 are bound to their row alone: their hash is worked out.
            if (Opens(client, place[..PlaceSize], packet, ref buffer, out document) && PayslipBytes.Hash(document).AsSpan().SequenceEqual(hash)) return document;
        }
        throw new CryptographicException($"Payslip {runId}/{employeeId} does not open: it was altered or moved, or is not the one of its hash.");
    }

    public byte[] EncryptPdf(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> pdf) => cipher.Encrypt(client, Place(stackalloc byte[PlaceSize], Table.Pdf, runId, employeeId), pdf);

    public byte[] DecryptPdf(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[PlaceSize], Table.Pdf, runId, employeeId), packet);

    public byte[] EncryptMessage(ClientId client, long messageId, long employeeId, ReadOnlySpan<byte> text) => cipher.Encrypt(client, Place(stackalloc byte[PlaceSize], Table.Message, messageId, employeeId), text);

    public byte[] DecryptMessage(ClientId client, long messageId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[PlaceSize], Table.Message, messageId, employeeId), packet);

    public byte[] EncryptVariance(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> document) => cipher.Encrypt(client, Place(stackalloc byte[PlaceSize], Table.Variance, runId, employeeId), document);

    public byte[] DecryptVariance(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[PlaceSize], Table.Variance, runId, employeeId), packet);

    private ReadOnlySpan<byte> Decrypt(ClientId client, scoped ReadOnlySpan<byte> place, ReadOnlySpan<byte> packet, ref byte[] buffer)
    {
        if (buffer.Length < packet.Length) buffer = new byte[2 * packet.Length];
        return buffer.AsSpan(0, cipher.Decrypt(client, place, packet, buffer));
    }

    private bool Opens(ClientId client, scoped ReadOnlySpan<byte> place, ReadOnlySpan<byte> packet, ref byte[] buffer, out ReadOnlySpan<byte> document)
    {
        try
        {
            document = Decrypt(client, place, packet, ref buffer);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            document = default;
            return false;
        }
    }

    private static Span<byte> Place(Span<byte> place, Table table, long rowId, long employeeId, ReadOnlySpan<byte> hash = default)
    {
        place[0] = (byte)table;
        BinaryPrimitives.WriteInt64BigEndian(place[1..], rowId);
        BinaryPrimitives.WriteInt64BigEndian(place[9..], employeeId);
        hash.CopyTo(place[PlaceSize..]);
        return place;
    }
}

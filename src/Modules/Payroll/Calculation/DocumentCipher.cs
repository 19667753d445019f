using System.Buffers.Binary;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Frozen inputs and payslips hold names, tax ids and pay: they are stored encrypted, each bound to its table, run and person, so that a copy moved to another
/// row does not open. Hashes are of the plain bytes.
/// </summary>
internal sealed class DocumentCipher(FieldCipher cipher)
{
    private enum Table : byte { Input = 1, Payslip = 2, Pdf = 3, Message = 4, Variance = 5 }

    public byte[] EncryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> document) => cipher.Encrypt(client, Place(stackalloc byte[17], Table.Input, runId, employeeId), document);

    public byte[] DecryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[17], Table.Input, runId, employeeId), packet);

    /// <returns>A part of the buffer, which grows where it must; valid until it is used again.</returns>
    public ReadOnlySpan<byte> DecryptInput(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet, ref byte[] buffer) => Decrypt(client, Place(stackalloc byte[17], Table.Input, runId, employeeId), packet, ref buffer);

    /// <param name="packet">Takes the packet, <see cref="FieldCipher.PacketLength"/> bytes.</param>
    public void EncryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> document, Span<byte> packet) => cipher.Encrypt(client, Place(stackalloc byte[17], Table.Payslip, runId, employeeId), document, packet);

    public byte[] DecryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[17], Table.Payslip, runId, employeeId), packet);

    /// <returns>A part of the buffer, which grows where it must; valid until it is used again.</returns>
    public ReadOnlySpan<byte> DecryptPayslip(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet, ref byte[] buffer) => Decrypt(client, Place(stackalloc byte[17], Table.Payslip, runId, employeeId), packet, ref buffer);

    public byte[] EncryptPdf(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> pdf) => cipher.Encrypt(client, Place(stackalloc byte[17], Table.Pdf, runId, employeeId), pdf);

    public byte[] DecryptPdf(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[17], Table.Pdf, runId, employeeId), packet);

    public byte[] EncryptMessage(ClientId client, long messageId, long employeeId, ReadOnlySpan<byte> text) => cipher.Encrypt(client, Place(stackalloc byte[17], Table.Message, messageId, employeeId), text);

    public byte[] DecryptMessage(ClientId client, long messageId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[17], Table.Message, messageId, employeeId), packet);

    public byte[] EncryptVariance(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> document) => cipher.Encrypt(client, Place(stackalloc byte[17], Table.Variance, runId, employeeId), document);

    public byte[] DecryptVariance(ClientId client, long runId, long employeeId, ReadOnlySpan<byte> packet) => cipher.Decrypt(client, Place(stackalloc byte[17], Table.Variance, runId, employeeId), packet);

    private ReadOnlySpan<byte> Decrypt(ClientId client, scoped ReadOnlySpan<byte> place, ReadOnlySpan<byte> packet, ref byte[] buffer)
    {
        if (buffer.Length < packet.Length) buffer = new byte[2 * packet.Length];
        return buffer.AsSpan(0, cipher.Decrypt(client, place, packet, buffer));
    }

    private static Span<byte> Place(Span<byte> place, Table table, long rowId, long employeeId)
    {
        place[0] = (byte)table;
        BinaryPrimitives.WriteInt64BigEndian(place[1..], rowId);
        BinaryPrimitives.WriteInt64BigEndian(place[9..], employeeId);
        return place;
    }
}

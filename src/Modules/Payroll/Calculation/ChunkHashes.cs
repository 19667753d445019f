using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bureau.Payroll.Calculation;

/// <summary>
/// Of each person of a chunk, ascending: id, hash of the frozen input, hash of the payslip (all zero where something blocks). Kept with the chunk, so that sealing a run does
/// not read every payslip again.
/// </summary>
internal readonly struct ChunkHashes(byte[] bytes)
{
    private const int IdSize = sizeof(long), Entry = IdSize + 2 * SHA256.HashSizeInBytes;

    public byte[] Bytes => bytes;

    public int Count => bytes.Length / Entry;

    public static ChunkHashes For(int people) => new(new byte[people * Entry]);

    /// <param name="result">Empty where there is no payslip.</param>
    public void Set(int at, long employeeId, ReadOnlySpan<byte> input, ReadOnlySpan<byte> result)
    {
        var entry = bytes.AsSpan(at * Entry, Entry);
        BinaryPrimitives.WriteInt64BigEndian(entry, employeeId);
        input.CopyTo(entry[IdSize..]);
        result.CopyTo(entry[(IdSize + SHA256.HashSizeInBytes)..]);
    }

    public long EmployeeId(int at) => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at * Entry));

    public ReadOnlySpan<byte> Input(int at) => bytes.AsSpan(at * Entry + IdSize, SHA256.HashSizeInBytes);

    public ReadOnlySpan<byte> Result(int at) => bytes.AsSpan(at * Entry + IdSize + SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);

    public bool HasResult(int at) => Result(at).ContainsAnyExcept((byte)0);
}

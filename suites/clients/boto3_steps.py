"""The S3 client of Python against the emulator, under the names of OSS. Prints a line for each step that has held."""
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "boto3"
ENDPOINT = "http://oss-cn-hangzhou.aliyuncs.com"


def client(**more):
    return boto3.client("s3", endpoint_url=ENDPOINT, config=Config(s3={"addressing_style": "virtual"}, retries={"total_max_attempts": 1}, **more))


oss = client(signature_version="s3v4", request_checksum_calculation="when_required", response_checksum_validation="when_required")
older = client(signature_version="s3", request_checksum_calculation="when_required", response_checksum_validation="when_required")
usual = client(signature_version="s3v4")


def held(step, condition=True):
    assert condition, step
    print("held:", step)


def refused(step, code, call):
    try:
        call()
    except ClientError as e:
        held(step, e.response["Error"]["Code"] == code or print(e.response))
        return
    held(step, False)


with open("src/dir/big", "rb") as f:
    big = f.read()
parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)

oss.create_bucket(Bucket=BUCKET)
held("create_bucket", BUCKET in [b["Name"] for b in oss.list_buckets()["Buckets"]])
oss.put_object(Bucket=BUCKET, Key="dir/a +ü", Body=b"meow", Metadata={"of": "cat"}, ContentType="text/plain")
got = oss.get_object(Bucket=BUCKET, Key="dir/a +ü")
held("get_object", (got["Body"].read(), got["Metadata"], got["ContentType"]) == (b"meow", {"of": "cat"}, "text/plain"))
oss.upload_file("src/dir/big", BUCKET, "big", Config=parts)
oss.download_file(BUCKET, "big", "big", Config=parts)
with open("big", "rb") as f:
    held("upload_file and download_file", f.read() == big)
oss.copy({"Bucket": BUCKET, "Key": "big"}, BUCKET, "copy", Config=parts)
held("copy", oss.head_object(Bucket=BUCKET, Key="copy")["ContentLength"] == len(big))
held("a range", oss.get_object(Bucket=BUCKET, Key="big", Range="bytes=5-9")["Body"].read() == big[5:10])
pages = oss.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 1})
held("list_objects_v2, page by page", [o["Key"] for p in pages for o in p.get("Contents", [])] == ["big", "copy", "dir/a +ü"])
held("list_objects with a delimiter", [p["Prefix"] for p in oss.list_objects(Bucket=BUCKET, Delimiter="/")["CommonPrefixes"]] == ["dir/"])
held("signature version 2", older.get_object(Bucket=BUCKET, Key="dir/a +ü")["Body"].read() == b"meow")
for name, c in (("4", oss), ("2", older)):
    url = c.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "dir/a +ü"})
    held("a presigned URL of version " + name, urllib.request.urlopen(url).read() == b"meow")
form = oss.generate_presigned_post(BUCKET, "formed")
lines = [f'--b\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in form["fields"].items()]
body = "".join(lines) + '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\npurr\r\n--b--\r\n'
urllib.request.urlopen(urllib.request.Request(form["url"], body.encode(), {"Content-Type": "multipart/form-data; boundary=b"}))
held("a presigned form", oss.get_object(Bucket=BUCKET, Key="formed")["Body"].read() == b"purr")
refused("get_object of nothing", "NoSuchKey", lambda: oss.get_object(Bucket=BUCKET, Key="nothing"))
refused("a wrong name", "NoSuchBucket", lambda: oss.list_objects_v2(Bucket="not-" + BUCKET))
usual.upload_file("src/small", BUCKET, "small")
held("the usual checksums, which over HTTP stand in headers", usual.get_object(Bucket=BUCKET, Key="small")["Body"].read() == b"small")
refused("delete_objects, which sends no Content-MD5", "MissingArgument",
        lambda: oss.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "big"}]}))
for key in ("big", "copy", "dir/a +ü", "formed", "small"):
    oss.delete_object(Bucket=BUCKET, Key=key)
oss.delete_bucket(Bucket=BUCKET)
held("delete_bucket")
print("all held")

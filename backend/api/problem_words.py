"""Words for problems: what happened, what it means, what to do; Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from backend.media.records import MediaFault

MEDIA_FAULTS: Final[Mapping[MediaFault, tuple[str, str]]] = MappingProxyType(
    {
        MediaFault.UNKNOWN_KIND: (
            "不是照片、视频、PDF、DOCX、XLSX 或纯文本",
            "neither photo, video, PDF, DOCX, XLSX nor plain text",
        ),
        MediaFault.BROKEN: ("文件已损坏或不规范", "the file is broken, or two kinds in one"),
        MediaFault.TOO_LARGE: (
            "文件、画面、页数或内容超过上限",
            "too many bytes, pixels, pages or parts",
        ),
        MediaFault.ENCRYPTED: (
            "文件已加密,请解除密码或权限限制后再传",
            "the file is encrypted: take its password or restrictions off first",
        ),
        MediaFault.ACTIVE: (
            "文件含宏、脚本、可运行的内容或附件,请另存为不含这些内容的文件再传",
            "it holds macros, scripts, programs or other files: save it without them first",
        ),
    }
)
"""Why a file isn't taken, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Words:
    """One problem in one language."""

    title: str
    means: str
    do: str


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its status and its words."""

    status: int
    zh: Words
    en: Words


def _kind(status: int, zh: tuple[str, str, str], en: tuple[str, str, str]) -> ProblemKind:
    return ProblemKind(status, Words(*zh), Words(*en))


PROBLEMS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        "not_signed_in": _kind(
            401,
            ("未登录", "没有有效的登录。", "请重新登录。"),
            ("Not signed in", "There is no session that lives.", "Sign in again."),
        ),
        "wrong_password": _kind(
            401,
            ("账号或密码错误", "没有通过核对,什么都没有改变。", "请核对后重试。"),
            (
                "Wrong login or password",
                "It isn't sure that it's you; nothing changed.",
                "Check both and try again.",
            ),
        ),
        "may_not": _kind(
            403,
            ("无权办理", "您的岗位不能办这一步,什么都没有改变。", "请转给有权的人。"),
            ("Not allowed", "Your role doesn't do this; nothing changed.", "Ask who may."),
        ),
        "change_password": _kind(
            403,
            ("请先修改密码", "这个密码是别人设的,修改前不能办理。", "请修改密码。"),
            (
                "Change the password first",
                "Somebody else set this password; until it's changed nothing else can be done.",
                "Change your password.",
            ),
        ),
        "not_found": _kind(
            404,
            ("没有找到", "不存在,或不在您的范围内。", "请核对编号。"),
            ("Not found", "It isn't there, or not for you.", "Check the number."),
        ),
        "method_not_allowed": _kind(
            405,
            ("方法不对", "这个地址不支持该方法。", "请查看接口说明。"),
            ("Method not allowed", "This address doesn't take it.", "Look at the description."),
        ),
        "stale_version": _kind(
            409,
            ("已被他人修改", "您看到的不是最新版本,什么都没有改变。", "请看现状后再办。"),
            (
                "Changed by another",
                "What you saw isn't the newest; nothing changed.",
                "Look at how it stands, then decide.",
            ),
        ),
        "state_conflict": _kind(
            409,
            ("现在不能这样办", "事件的状态不允许,什么都没有改变。", "请看可办的操作。"),
            (
                "Not possible now",
                "The event's state doesn't allow it; nothing changed.",
                "Look at what may be done.",
            ),
        ),
        "status_conflict": _kind(
            409,
            ("状态不能这样改", "派遣的现状不允许,什么都没有改变。", "请看现状后再办。"),
            (
                "Not this status now",
                "The order stands otherwise; nothing changed.",
                "Look at how it stands.",
            ),
        ),
        "camera_taken": _kind(
            409,
            (
                "云台由他人控制",
                "没有取得控制,什么都没有改变。",
                "请等对方放手或与其商量;级别更高的可以接管。",
            ),
            (
                "Another steers it",
                "The camera isn't yours; nothing changed.",
                "Wait or ask them; a higher rank may take it over.",
            ),
        ),
        "preset_in_use": _kind(
            409,
            ("预置位正在使用", "巡航或自动归位还用着它,没有删除。", "请先在巡航和归位里换掉它。"),
            (
                "Preset in use",
                "A tour or the home position goes to it; it wasn't removed.",
                "Take it out of them first.",
            ),
        ),
        "offset_conflict": _kind(
            409,
            ("上传位置不对", "这一段没有接收,已收到的没有丢失。", "请从给出的位置继续上传。"),
            (
                "Another offset",
                "The piece wasn't taken; what came before isn't lost.",
                "Go on from the offset that is given.",
            ),
        ),
        "page_busy": _kind(
            409,
            ("正在生成其他页", "这一页还没有生成,文件没有丢失。", "请稍候,会自动重试。"),
            (
                "Other pages come first",
                "This page isn't painted yet; the file isn't lost.",
                "Wait a moment: it is asked for again.",
            ),
        ),
        "login_taken": _kind(
            409,
            ("账号已存在", "没有新建账号。", "请换一个账号名。"),
            ("Login taken", "No account was made.", "Choose another login."),
        ),
        "too_large": _kind(
            413,
            ("内容太大", "没有接收。", "请缩小后重试。"),
            ("Too large", "It wasn't taken.", "Make it smaller."),
        ),
        "bad_range": _kind(
            416,
            ("范围不对", "文件没有这一段。", "请核对范围。"),
            ("Bad range", "The file has no such part.", "Check the range."),
        ),
        "media_refused": _kind(
            422,
            (
                "文件不能用",
                "不是可用的照片、视频或文档,没有接收。",
                "照片请用 JPEG、PNG 或 WebP(25 MB 内),视频请用 MP4、MOV 或 WebM(100 MB 内),"
                "文档请用 PDF(500 页内)、DOCX、XLSX 或纯文本(20 MB 内)。",
            ),
            (
                "File not taken",
                "It isn't a photo, video or document that can be used.",
                "Photos: JPEG, PNG, WebP up to 25 MB; videos: MP4, MOV, WebM up to 100 MB;"
                " documents: PDF up to 500 pages, DOCX, XLSX, plain text, up to 20 MB.",
            ),
        ),
        "page_unshown": _kind(
            422,
            ("这一页不能显示", "文件本身没有丢失。", "请看其他页;需要这一页时请提供者换一份文件。"),
            (
                "The page can't be shown",
                "The file itself isn't lost.",
                "Look at other pages; if this one matters, ask for another file.",
            ),
        ),
        "invalid": _kind(
            422,
            ("填写有误", "没有办理,什么都没有改变。", "请改正列出的各项。"),
            ("Invalid", "It wasn't done; nothing changed.", "Mend what is listed."),
        ),
        "incomplete": _kind(
            422,
            ("缺少内容", "没有办理,什么都没有改变。", "请补充后再办。"),
            ("Incomplete", "It wasn't done; nothing changed.", "Add what is missing."),
        ),
        "weak_password": _kind(
            422,
            ("密码太弱", "没有更改。", "请用 10 到 200 个字符,且不同于账号。"),
            ("Weak password", "Nothing changed.", "Use 10 to 200 characters, not the login."),
        ),
        "idempotency_key_reused": _kind(
            422,
            ("防重复编号已用过", "同一编号对应了不同的内容,没有办理。", "请换新编号重发。"),
            (
                "Idempotency key reused",
                "The same key came with something else; it wasn't done.",
                "Send it with a new key.",
            ),
        ),
        "locked_out": _kind(
            429,
            ("账号暂时锁定", "密码多次错误。", "请稍后再试,或联系管理员。"),
            ("Locked out", "Too many wrong passwords.", "Wait, or ask the administrator."),
        ),
        "internal": _kind(
            500,
            ("系统出错", "这次操作没有完成。", "请重试;仍不行请联系管理员。"),
            ("Fault of ours", "It wasn't done.", "Try again, then tell the administrator."),
        ),
        "storage_full": _kind(
            503,
            (
                "磁盘已满,只读",
                "现在只能查看,不能办理;已有的数据没有丢失。",
                "请立即告知管理员清理磁盘,空间足够后自动恢复。",
            ),
            (
                "Disk full: read-only",
                "You can look but not write; nothing kept is lost.",
                "Tell the administrator now; it goes on by itself when there is room.",
            ),
        ),
        "storage_busy": _kind(
            503,
            ("系统繁忙", "这次没有办理。", "请稍后重试。"),
            ("Busy", "It wasn't done.", "Try again in a moment."),
        ),
        "file_lost": _kind(
            410,
            ("文件丢失", "这份文件不在存储中,也不能原样重新生成。", "请告知管理员从备份恢复。"),
            (
                "The file is lost",
                "It isn't in the store, and can't be made again as it was.",
                "Tell the administrator to restore it from a backup.",
            ),
        ),
        "no_font": _kind(
            501,
            (
                "不能生成PDF",
                "服务器上没有中文字体,纪要不能排成PDF;Word文件可以下载。",
                "请告知管理员安装 fonts-noto-cjk。",
            ),
            (
                "No PDF can be made",
                "The server has no Chinese font; the Word file can be had.",
                "Tell the administrator to install fonts-noto-cjk.",
            ),
        ),
        "voice_away": _kind(
            503,
            ("语音暂不可用", "现在不能通话,会商的其他功能照常。", "请改用电话,或告知管理员。"),
            (
                "No voice now",
                "Nobody can be heard; the rest of the consultation works.",
                "Use the telephone, or tell the administrator.",
            ),
        ),
        "storage_away": _kind(
            503,
            ("数据库没有应答", "现在不能查看也不能办理。", "请告知管理员。"),
            ("No database", "Neither looking nor writing works now.", "Tell the administrator."),
        ),
    }
)
